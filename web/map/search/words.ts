import { addWords } from '../../i18n/add-words.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

addWords({ zh, en });
