import { expect, test } from 'vitest';
import type { Answer } from '#domain/contract/terms.ts';
import { answersHere, blankReport, matchRequestOf, placeKey, type ReportDraft, reportRequestOf, withAnswers } from '../../web/features/desk/report-draft.ts';

const pin = { lon: 121.5, lat: 31.2 };
const told: ReportDraft = { ...blankReport, address: '大成路100号' };
const round: Answer = { ask: 'shape', answer: 'round' };
const answered: ReportDraft = { ...told, ...withAnswers(told, pin, [round]) };
const zoom = 18;

test('what a caller answered goes with the report and with what is asked next', () => {
  expect(matchRequestOf(answered, pin, zoom)?.answers).toEqual([{ ask: 'photo', answer: 'unknown' }, round]);
  expect(reportRequestOf({ ...answered, kind: 'cover_missing' }, pin, zoom, null).answers).toEqual([round]);
});

test.each<[string, Partial<ReportDraft>, typeof pin | null]>([
  ['another address', { address: '大成路102号' }, pin],
  ['a plate', { plate: '3101010105000001X' }, pin],
  ['another pin', {}, { lon: 121.5001, lat: 31.2 }],
  ['no pin', {}, null],
])('%s has no answers of the place before', (_, part, at) => {
  const draft = { ...answered, ...part };
  expect(answersHere(draft, at)).toEqual([]);
  expect(matchRequestOf(draft, at, zoom)?.answers).toEqual([{ ask: 'photo', answer: 'unknown' }]);
  expect(reportRequestOf({ ...draft, kind: 'cover_missing' }, at, zoom, null).answers).toBeUndefined();
});

test('told as before, or with more words, a place keeps its answers', () => {
  expect(answersHere({ ...answered, text: '一踩就响', address: ' 大成路100号' }, { ...pin })).toEqual([round]);
});

test('more answers than a request takes are never sent', () => {
  const many = Array.from({ length: 9 }, (_, i): Answer => ({ ask: 'lettering', about: `字${i}`, answer: 'no' }));
  const draft = { ...told, ...withAnswers(told, pin, many) };
  expect(matchRequestOf(draft, pin, zoom)?.answers).toHaveLength(8);
  expect(reportRequestOf({ ...draft, kind: 'cover_missing' }, pin, zoom, null).answers).toEqual(many.slice(-7));
});

test('one place is one however near the map is looked at, and another where it is told otherwise', () => {
  const about = (draft: ReportDraft, at: typeof pin | null, near: number) => placeKey(matchRequestOf(draft, at, near) ?? {});
  expect(about(told, pin, 12)).toBe(about({ ...told, text: '响' }, pin, 19));
  expect(about({ ...told, address: '大成路102号' }, pin, 19)).not.toBe(about(told, pin, 19));
});
