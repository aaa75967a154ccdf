import { expect, test } from 'vitest';
import { wordDuration } from '../../web/i18n/durations.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
  [30_000, '', ''],
  [5 * minute, '5分钟', '5\u00a0min'],
  [hour + 59 * minute, '1小时59分钟', '1\u00a0hr 59\u00a0min'],
  [2 * hour, '2小时', '2\u00a0hr'],
  [28 * hour, '1天4小时', '1\u00a0day 4\u00a0hr'],
])('%d ms is said in its two largest units', (ms, zh, en) => {
  expect(wordDuration(ms, 'zh')).toBe(zh);
  expect(wordDuration(ms, 'en')).toBe(en);
});
