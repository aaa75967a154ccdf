import { expect, test } from 'vitest';
import { bestQuestion } from '#domain/match/best-question.ts';
import { decideAction } from '#domain/match/decide-action.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { Answer, MatchCandidate } from '#domain/match/observation.ts';
import { ownersOf } from '#domain/match/owners-of.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { ThingOwners } from '#domain/match/thing-owners.ts';
import { anAsset, anObservation, brokenCover, context, telecom } from './street.ts';

const candidate = (asset: MatchCandidate['asset'], probability: number): MatchCandidate => ({ asset, probability, reasons: [] });
const ask = (candidates: readonly MatchCandidate[], given?: readonly Answer[]) =>
  bestQuestion(candidates, defaultPriors.costs.ordinary, defaultPriors, { given });

const lettered = [
  candidate(anAsset('a', 0, 0, { lettering: '电力' }), 0.5),
  candidate(anAsset('b', 1, 0, { ...telecom, lettering: '通信A', shape: 'rectangular' }), 0.45),
  candidate(null, 0.05),
];
const alike = [candidate(anAsset('a', 0, 0), 0.5), candidate(anAsset('b', 1, 0, telecom), 0.5)];

test('what stands on the cover is asked for where that tells owners apart', () => {
  const found = ask([candidate(anAsset('a', 0, 0, { lettering: '电力' }), 0.6), candidate(anAsset('b', 1, 0, { ...telecom, lettering: '通信A' }), 0.4)]);
  expect(found).toMatchObject({ ask: 'lettering' });
  expect(found?.sureAfter).toBeGreaterThan(0.85);
});

test('the shape is asked for where nothing stands on the covers and many of one shape are in question', () => {
  const square = { ...telecom, shape: 'rectangular' };
  const tapped: Answer = { ask: 'tap', answer: 'unknown' };
  expect(ask([candidate(anAsset('a', 0, 0), 0.5), candidate(anAsset('b', 1, 0, square), 0.5)], [tapped])?.ask).toBe('shape');
});

test('a tap is asked for where they look alike', () => {
  expect(ask(alike)).toMatchObject({ ask: 'tap', about: null });
});

test('a photo is asked for where a tap was of no use and what stands on them tells more than one word does', () => {
  const sorts = ['电力', '通信A', '雨', '污'].map((lettering, i) =>
    candidate(anAsset(lettering, i, 0, { lettering, ownerId: lettering, classCode: `01${i}` }), 0.25),
  );
  expect(ask(sorts, [{ ask: 'tap', answer: 'unknown' }])?.ask).toBe('photo');
});

test('nothing is asked about nothing, and nothing is asked twice', () => {
  expect(ask([candidate(null, 1)])).toBeNull();
  const all: Answer[] = [
    { ask: 'tap', answer: 'unknown' },
    { ask: 'shape', answer: 'unknown' },
    { ask: 'photo', answer: 'unknown' },
    { ask: 'lettering', about: '电力', answer: 'unknown' },
    { ask: 'lettering', about: '通信A', answer: 'no' },
  ];
  expect(ask(lettered, all)).toBeNull();
});

const decide = (kind: Parameters<typeof decideAction>[2]['kind'], priors = defaultPriors) =>
  decideAction(lettered, ownersOf(lettered, new ThingOwners(null, priors.learned)), { kind }, { priors });

test('a question is asked only where with all that follows it costs less than not asking', () => {
  const { action, question } = decide(brokenCover);
  expect(action).toBe('ask');
  expect(question?.saves).toBeGreaterThan(0);
  const dear = { ...defaultPriors, costs: { ...defaultPriors.costs, hazard: { wrongDispatch: 150, question: 500, patrol: 40 } } };
  expect(decide(brokenCover, dear)).toEqual({ action: 'patrol', question: null });
});

test('what a kind costs goes before what a danger does', () => {
  const cheap = { ...defaultPriors, costs: { ...defaultPriors.costs, byKind: { cover_broken: { wrongDispatch: 1 } } } };
  expect(decide({ ...brokenCover, code: 'cover_broken' }, cheap).action).toBe('dispatch');
  expect(decide(brokenCover, cheap).action).toBe('ask');
});

const pair = [anAsset('power', 2, 0, { lettering: '电力' }), anAsset('telecom', -2, 0, { ...telecom, lettering: '通信A' })];
const first = (answers: Answer[]) => matchAssets(anObservation({ answers, kind: brokenCover }), pair, context).candidates[0];

test.each<[string, Answer, string]>([
  ['it stands on it', { ask: 'lettering', about: '电力', answer: 'yes' }, 'power'],
  ['it does not', { ask: 'lettering', about: '电力', answer: 'no' }, 'telecom'],
])('the answer that %s is weighed, and is among the reasons', (_, answer, id) => {
  const found = first([answer]);
  expect(found?.asset?.id).toBe(id);
  expect(found?.reasons.map(({ code }) => code)).toContain('match-answer');
});

test('who does not know says nothing', () => {
  expect(first([{ ask: 'lettering', about: '电力', answer: 'unknown' }])?.probability).toBeCloseTo(first([])?.probability ?? 0, 9);
});
