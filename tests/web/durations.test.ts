import { expect, test } from 'vitest';
import { wordDuration } from '../../web/i18n/durations.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
  [30_000, '', ''],
  [5 * minute, '5分钟', '5 min'],
  [hour + 59 * minute, '1小时59分钟', '1 hr 59 min'],
  [2 * hour, '2小时', '2 hr'],
  [28 * hour, '1天4小时', '1 day 4 hr'],
])('%d ms is said in its two largest units', (ms, zh, en) => {
  expect(wordDuration(ms, 'zh')).toBe(zh);
  expect(wordDuration(ms, 'en')).toBe(en);
});
