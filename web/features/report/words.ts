import { addWords } from '../../i18n/add-words.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

// What is said after the form stands: of neighbours' reports, of one that was sent, of those that wait.
addWords({ zh, en });
