import { expect, it } from 'vitest';
import { hazardRulesOf, isVerificationDue, verificationDueBefore } from '../../domain/hazards.ts';

const dueBefore = verificationDueBefore(hazardRulesOf({ verifiedWithinDays: 365 }), '2026-11-26');

it.each([
  ['looked at within the year', { lastVerifiedOn: '2025-11-26', firstRecordedOn: '2001-01-01' }, false],
  ['looked at before', { lastVerifiedOn: '2025-11-25', firstRecordedOn: '2001-01-01' }, true],
  ['never looked at and recorded long ago', { lastVerifiedOn: null, firstRecordedOn: '2020-01-01' }, true],
  ['brought by a census of today', { lastVerifiedOn: null, firstRecordedOn: '2026-11-26' }, false],
  ['that is gone', { status: 'removed', lastVerifiedOn: null, firstRecordedOn: '2001-01-01' }, false],
])('a well %s: due again %j → %s', (_what, given, expected) => {
  expect(dueBefore).toBe('2025-11-26');
  expect(isVerificationDue({ status: 'intact', ...given }, dueBefore)).toBe(expected);
});
