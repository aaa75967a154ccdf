import { describe, expect, test } from 'vitest';
import { errorWordings, wordError } from '#domain/contract/errors.ts';
import { reasonWordings, wordReason } from '#domain/contract/reasons.ts';

const catalogues = { errors: errorWordings, reasons: reasonWordings };
const entries = Object.entries(catalogues).flatMap(([catalogue, wordings]) =>
  Object.entries(wordings).map(([code, words]) => [catalogue, code, words.zh, words.en] as const),
);
const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe('both catalogues', () => {
  test.each(entries)('%s: %s is worded in both languages, with the same figures', (_, code, zh, en) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(en.length).toBeGreaterThan(4);
    expect(names(zh)).toEqual(names(en));
  });
});

describe('a sentence', () => {
  test('takes its params, and leaves an empty place for a missing one', () => {
    expect(wordError('too-many-requests', 'en', { seconds: 30 })).toBe('Too many requests; try again in 30 s.');
    expect(wordError('too-many-requests', 'zh')).toBe(wordError('too-many-requests', 'zh', { seconds: '' }));
  });

  test('takes a param in the reader’s language where there is one', () => {
    expect(wordError('position-outside-city', 'en', { cityZh: '小城', cityEn: 'Smalltown' })).toContain('outside Smalltown;');
    const reason = { code: 'match-kind', params: { classZh: '电力井盖', classEn: 'Power well' } };
    expect(wordReason(reason, 'zh')).toContain('电力井盖');
    expect(wordReason(reason, 'en')).toContain('Power well');
  });

  test('of a reason from a later version is its code', () => {
    expect(wordReason({ code: 'match-moonlight' }, 'zh')).toBe('match-moonlight');
    expect(wordReason({ code: 'constructor' }, 'en')).toBe('constructor');
  });
});
