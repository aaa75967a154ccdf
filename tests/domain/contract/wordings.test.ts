import { describe, expect, test } from 'vitest';
import { errorWordings, wordError } from '#domain/contract/errors.ts';
import { reasonWordings, wordNote, wordReason } from '#domain/contract/reasons.ts';

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

  test('lists names as its language does, and leaves what stands in a file as it stands there', () => {
    const params = { text: '供水、排水', likely: '市供水企业、市排水企业' };
    expect(wordError('census-unit-unknown', 'en', params)).toBe('There is no unit “供水、排水”. It may be: 市供水企业, 市排水企业.');
    expect(wordError('census-unit-unknown', 'zh', params)).toContain('市供水企业、市排水企业');
  });

  test('takes a param in the reader’s language where there is one', () => {
    expect(wordError('position-outside-city', 'en', { cityZh: '小城', cityEn: 'Smalltown' })).toContain('outside Smalltown;');
    const reason = { code: 'match-kind', params: { classZh: '电力井盖', classEn: 'Power well' } };
    expect(wordReason(reason, 'zh')).toContain('电力井盖');
    expect(wordReason(reason, 'en')).toContain('Power well');
  });

  test('of a refusal tells days as its reader writes them, an hour behind them, and leaves what only begins like one', () => {
    const went = { nameZh: '市排水企业', nameEn: 'City Drainage', at: '2026-11-27 16:20' };
    expect(wordError('order-handed-on', 'zh', went)).toBe('这张工单已于 2026年11月27日 16:20 转给市排水企业，不再由您负责。');
    expect(wordError('order-handed-on', 'en', went)).toBe('This order went to City Drainage on Nov\u00a027,\u00a02026, 16:20; it is no longer yours.');
    expect(wordError('notice-running', 'zh', { day: '2026-12-01' })).toContain('公示期至 2026年12月1日，');
    expect(wordError('before-the-record', 'en', { at: '2026-12-01T08:00Z' })).toContain('at 2026-12-01T08:00Z');
    expect(wordError('before-the-record', 'en', { at: '2026-02-30 08:00' })).toContain('at 2026-02-30 08:00');
  });

  test.each(['2024-13-05', '0000-00-00', '2024-02-30', '2027-01-01'])(
    'that quotes %s from a file gives it back as it was written, be it a day or none',
    (text) => {
      expect(wordError('census-date-unreadable', 'zh', { text })).toBe(`“${text}”读不成日期；可写成 2024-05-01。`);
      expect(wordError('census-date-future', 'en', { text })).toContain(`“${text}” is yet to come`);
    },
  );

  test('of a reason that quotes what stands on a cover leaves it as it stands there, be it a day or none', () => {
    for (const lettering of ['2019-05-01', '2024-13-05'])
      expect(wordReason({ code: 'match-lettering', params: { lettering } }, 'zh')).toBe(`盖上字样“${lettering}”与描述相符`);
  });

  test('of a distance holds it together with its unit, and tells decimetres within ten metres alone', () => {
    const at = (distanceM: number) => wordReason({ code: 'match-address', params: { distanceM, accuracyM: 80 } }, 'en');
    expect(at(26.5)).toBe('27\u00a0m from the address reported (accurate to about 80\u00a0m)');
    expect(at(2.5)).toContain('2.5\u00a0m from');
    expect(wordReason({ code: 'repeat-place', params: { distanceM: 119.6 } }, 'zh')).toBe('所指位置相同（最近的一次相距 120\u00a0米）');
  });

  test('of what a page wrote for its person is in the reader’s language, and their own words stay as they wrote them', () => {
    const because = { code: 'note-as-suggested', params: { percent: 83 } };
    const stored = wordReason(because, 'zh');
    expect(wordNote(stored, because, 'zh')).toBe('按系统建议派单（可能性 83%）');
    expect(wordNote(stored, because, 'en')).toBe('Dispatched as the system suggested (likelihood 83%)');
    expect(wordNote(`${stored} 井盖上是电力的字`, because, 'en')).toBe('Dispatched as the system suggested (likelihood 83%) 井盖上是电力的字');
    // Of before the note held both.
    expect(wordNote('井盖上是电力的字', because, 'en')).toBe('Dispatched as the system suggested (likelihood 83%) 井盖上是电力的字');
    expect(wordNote('同一处（83%）', null, 'en')).toBe('同一处（83%）'); // of before there were codes
    expect(wordNote(null, null, 'en')).toBe('');
    expect(wordNote(null, { code: 'note-done-before', params: { at: '2026-11-20 08:15' } }, 'en')).toContain('Nov 20 08:15');
  });

  test('of a reason from a later version is its code', () => {
    expect(wordReason({ code: 'match-moonlight' }, 'zh')).toBe('match-moonlight');
    expect(wordReason({ code: 'constructor' }, 'en')).toBe('constructor');
  });
});
