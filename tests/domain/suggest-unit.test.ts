import { expect, test } from 'vitest';
import { leastSuggested, suggestUnit } from '#domain/suggest-unit.ts';

const candidates = [
  { ownerId: 'power', probability: 0.4 },
  { ownerId: 'water', probability: 0.3 },
  { ownerId: 'water', probability: 0.2 },
  { ownerId: null, probability: 0.1 },
];

test('the unit that most of the candidates’ weight belongs to is suggested', () => {
  expect(suggestUnit(candidates, [])).toEqual({ unitId: 'water', probability: 0.5 });
});

test('who has it or denied it is suggested to nobody', () => {
  expect(suggestUnit(candidates, ['water'])).toEqual({ unitId: 'power', probability: 0.4 });
  expect(suggestUnit(candidates, ['water', 'power'])).toBeNull();
});

test('a guess is no suggestion, and what nobody owns is none', () => {
  expect(suggestUnit([{ ownerId: 'power', probability: leastSuggested - 0.01 }], [])).toBeNull();
  expect(suggestUnit([{ ownerId: 'power', probability: leastSuggested }], [])).not.toBeNull();
  expect(suggestUnit([{ ownerId: null, probability: 1 }], [])).toBeNull();
});

test('what was rounded up to more than certain is certain', () => {
  expect(suggestUnit([{ ownerId: 'power', probability: 1.001 }], [])?.probability).toBe(1);
});
