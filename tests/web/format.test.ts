import { describe, expect, test } from 'vitest';
import { formatIn } from '../../web/i18n/format.ts';

const now = Date.parse('2026-11-24T04:00:00Z');
const zh = formatIn('zh', 'Asia/Shanghai', now);
const en = formatIn('en', 'Asia/Shanghai', now);
/** A date that no line’s end parts. */
const inOnePiece = (date: string) => date.replaceAll(/(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)/g, '\u2060');

describe('dates are the city’s, not the device’s', () => {
  test('a deadline at midnight is the end of the day before', () => expect(zh.deadline('2026-11-24T16:00:00Z')).toBe(inOnePiece('11月24日 24:00')));
  test('a deadline within the day is that minute', () => expect(zh.deadline('2026-11-23T13:37:00Z')).toBe(inOnePiece('11月23日 21:37')));
  test('English names the month, and a day’s end in words', () => {
    expect(en.deadline('2026-11-24T16:00:00Z')).toBe('end of Nov\u00a024');
    expect(en.instant('2026-11-24T09:30:00Z')).toBe('Nov\u00a024, 17:30');
  });
  test('an instant of another year says which, and New Year is the city’s', () => {
    expect(zh.instant('2025-11-24T09:30:00Z')).toBe(inOnePiece('2025年11月24日 17:30'));
    expect(en.instant('2025-11-24T09:30:00Z')).toBe('Nov\u00a024,\u00a02025, 17:30');
    expect(zh.instant('2026-12-31T15:59:00Z')).toBe(inOnePiece('12月31日 23:59'));
    expect(zh.instant('2026-12-31T16:01:00Z')).toBe(inOnePiece('2027年1月1日 00:01'));
  });
  test('a moment of a life has its year and its hour', () => {
    expect(zh.moment('2019-03-04T16:05:00Z')).toBe(inOnePiece('2019年3月5日 00:05'));
    expect(en.moment('2019-03-05T09:30:00Z')).toBe('Mar\u00a05,\u00a02019, 17:30');
  });
});

test.each([
  [2.1, '2\u00a0米', '2\u00a0m'],
  [999, '999\u00a0米', '999\u00a0m'],
  [1250, '1.3\u00a0公里', '1.3\u00a0km'],
])('%d metres are said as a person would, the number never parted from its unit', (metres, inChinese, inEnglish) => {
  expect(zh.distance(metres)).toBe(inChinese);
  expect(en.distance(metres)).toBe(inEnglish);
});
