import { describe, expect, test } from 'vitest';
import { actsBecause, decideBecauseFor, decideBecauseSo } from '#domain/act-because.ts';
import type { ActBecause } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';

const codes = Object.keys(actsBecause) as ActBecause['code'][];
const of = (code: ActBecause['code']): ActBecause =>
  code === 'note-done-before'
    ? { code, at: '2026-11-20 08:15' }
    : code === 'note-same-place' || code === 'note-as-suggested'
      ? { code, percent: 83 }
      : { code };
const unfit = { ok: false, rejection: { code: 'because-unfit', field: 'because' } };

describe('a code that stands for a reason', () => {
  test('is refused with every act that its page does not give it for, and none is one that shows evidence', () => {
    const actions = [...new Set(Object.values(orderTransitions).flatMap((moves) => Object.keys(moves)))] as OrderAction[];
    expect(actions).toContain('return');
    for (const code of codes)
      for (const action of actions)
        if (actsBecause[code].includes(action)) expect(decideBecauseFor(of(code), action)).toMatchObject({ ok: true });
        else expect(decideBecauseFor(of(code), action), `${code} ${action}`).toEqual(unfit);
    const shown = Object.values(orderTransitions).flatMap((moves) => Object.entries(moves).filter(([, move]) => move.asks.includes('evidence')));
    expect(shown.length).toBeGreaterThan(0);
    for (const [action] of shown) expect(Object.values(actsBecause).flat()).not.toContain(action);
    expect(decideBecauseFor(undefined, 'return')).toMatchObject({ ok: true });
  });
});

describe('what a code says', () => {
  const suggestion = { unitId: 'power', probability: 0.834, isChosen: false };
  const nothing = { suggestion: null, offer: null };
  const so = { ok: true };
  test.each([
    ['the suggested unit', { code: 'note-as-suggested', percent: 83 }, 'power', { ...nothing, suggestion }, so],
    ['another unit', { code: 'note-as-suggested', percent: 83 }, 'water', { ...nothing, suggestion }, unfit],
    ['another likelihood', { code: 'note-as-suggested', percent: 97 }, 'power', { ...nothing, suggestion }, unfit],
    ['a suggestion where there is none', { code: 'note-as-suggested', percent: 83 }, 'power', nothing, unfit],
    ['the unit of a chosen asset', { code: 'note-as-recorded' }, 'power', { ...nothing, suggestion: { ...suggestion, isChosen: true } }, so],
    ['a chosen asset where none was chosen', { code: 'note-as-recorded' }, 'power', { ...nothing, suggestion }, unfit],
    [
      'a match where an asset was chosen',
      { code: 'note-as-suggested', percent: 83 },
      'power',
      { ...nothing, suggestion: { ...suggestion, isChosen: true } },
      unfit,
    ],
    ['the offered order', { code: 'note-same-place', percent: 62 }, undefined, { ...nothing, offer: { probability: 0.618 } }, so],
    ['another likelihood of the offer', { code: 'note-same-place', percent: 99 }, undefined, { ...nothing, offer: { probability: 0.618 } }, unfit],
    ['an offer that nobody made', { code: 'note-same-place', percent: 62 }, undefined, nothing, unfit],
  ] as const)('is held against what the page was told: %s', (_what, because, unitId, behind, decided) => {
    expect(decideBecauseSo(because, unitId, behind)).toMatchObject(decided);
  });
});
