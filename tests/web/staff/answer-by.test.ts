import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { wordAnswerBy } from '../../../web/staff/answer-by.ts';

const t = ((key: string, given?: object) => (given ? `${key} ${Object.values(given).join()}` : key)) as unknown as TFunction;

test.each([
  [9.5 * 60_000, 'staff.call.answerBy 9\u00a0min'],
  [59_000, 'staff.call.answerSoon'], // less than a minute is no length of time to answer within
  [0, 'staff.call.late'],
])('with %d ms left a call says %s', (leftMs, words) => expect(wordAnswerBy(t, leftMs, 'en')).toBe(words));
