import { expect, test } from 'vitest';
import { type Draft, emptyDraft } from '../../web/features/report/draft.ts';
import { attemptFor, reportOf } from '../../web/features/report/send-report.ts';

const draft: Draft = {
  ...emptyDraft,
  place: { by: 'pin', position: { lon: 121.5, lat: 31.2 }, accuracyM: 4 },
  kind: 'cover_missing',
  choice: '3101010105000001X',
};

test('a report pressed twice keeps its key', () => {
  const report = reportOf(draft, 'cover_missing', true);
  const attempt = attemptFor(draft, report);
  expect(attemptFor({ ...draft, attempt }, report).key).toBe(attempt.key);
});
test('a report that was changed in between is another one', () => {
  const attempt = attemptFor(draft, reportOf(draft, 'cover_missing', true));
  const changed = { ...draft, text: '还在冒水', attempt };
  expect(attemptFor(changed, reportOf(changed, 'cover_missing', true)).key).not.toBe(attempt.key);
});
test('empty fields are left out, so that no empty contact is kept', () => {
  expect(reportOf({ ...draft, name: ' ' }, 'cover_missing', true)).toEqual({
    kind: 'cover_missing',
    position: { lon: 121.5, lat: 31.2 },
    accuracyM: 4,
    channel: 'pin',
    assetId: '3101010105000001X',
  });
});
test('a noise is about no cover, whatever was chosen before', () => expect(reportOf(draft, 'noise', false).assetId).toBeUndefined());
test('“none of these” is said as such', () => expect(reportOf({ ...draft, choice: 'none' }, 'cover_missing', true).notListed).toBe(true));
