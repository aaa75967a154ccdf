import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { loadCatalogue, ProblemError, wordProblem } from '../../web/client/problem-error.ts';
import en from '../../web/i18n/en.json' with { type: 'json' };
import zh from '../../web/i18n/zh.json' with { type: 'json' };

const problem = (part: object) => new ProblemError({ type: 'about:blank', title: '', status: 422, code: 'place-missing', detail: '', ...part });
const limited = problem({ status: 429, code: 'too-many-requests', detail: '操作太频繁，请 7 秒后再试。', params: { seconds: 7 } });

beforeAll(() => i18next.init({ resources: { zh: { translation: zh }, en: { translation: en } }, lng: 'zh' }));

test('before the catalogue came a refusal keeps the server’s own words, and no answer at all has words of the page', () => {
  expect(wordProblem(limited, 'zh')).toBe('操作太频繁，请 7 秒后再试。');
  expect(wordProblem(problem({ status: 0, code: 'unavailable' }), 'en')).toBe(en.common.unavailable);
  expect(wordProblem(new Error('what'), 'zh')).toMatch(/看看有没有信号/); // nobody answered: most likely it is the street
});

test('with the catalogue a refusal that came in Chinese is told in English, its figures with it', async () => {
  await loadCatalogue();
  expect(wordProblem(limited, 'en')).toBe('Too many requests; try again in 7 s.');
  expect(wordProblem(problem({ detail: 'whole' }), 'en')).toBe('whole');
});
