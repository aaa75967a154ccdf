import { expect, test } from 'vitest';
import { isOfBillBefore } from '#domain/objection.ts';

const objected = (at: string) => ({ at });

test.each([
  ['what was said of the bill that stands', '2026-11-23T04:00:00.000Z', objected('2026-11-23T05:00:00.000Z'), false],
  ['what was said before the bill was entered anew', '2026-11-23T06:00:00.000Z', objected('2026-11-23T05:00:00.000Z'), true],
  ['nothing said', '2026-11-23T06:00:00.000Z', null, false],
  ['nothing billed', null, null, false],
] as const)('an objection is of the bill before: %s', (_what, billedAt, objection, isBefore) => {
  expect(isOfBillBefore({ billedAt, objection })).toBe(isBefore);
});
