import { describe, expect, test } from 'vitest';
import { actsBecause, decideBecauseFor, decideBecauseSo, possibleBecause } from '#domain/act-because.ts';
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
  const nothing = { suggestion: null, offer: null, isOwnMerge: false };
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
    ['a slip of who merged', { code: 'note-slip' }, undefined, { ...nothing, isOwnMerge: true }, so],
    ['a slip of another', { code: 'note-slip' }, undefined, nothing, unfit],
    ['an offer that nobody made', { code: 'note-same-place', percent: 62 }, undefined, nothing, unfit],
  ] as const)('is held against what the page was told: %s', (_what, because, unitId, behind, decided) => {
    expect(decideBecauseSo(because, unitId, behind)).toMatchObject(decided);
  });
});

describe('the hour at which a step was done', () => {
  const when = { openedAt: '2026-02-28T02:00:30.000Z', now: '2026-03-01T02:00:00.000Z', timeZone: 'Asia/Shanghai' };
  test.each([
    ['between the order and now', '2026-02-28 23:10', true],
    ['in the minute in which the order was opened', '2026-02-28 10:00', true],
    ['before the order was opened', '2026-02-28 09:59', false],
    ['by a phone two minutes fast', '2026-03-01 10:02', true],
    ['by a phone three minutes fast', '2026-03-01 10:03', false],
    ['in another century', '2099-01-01 08:00', false],
    ['on a day that does not exist', '2026-02-31 08:00', false],
  ])('is kept where it can be, else left out: %s', (_what, at, isKept) => {
    const because = { code: 'note-done-before', at } as const;
    expect(possibleBecause(because, when)).toEqual(isKept ? because : undefined);
  });

  test('says nothing of other reasons, and of none', () => {
    expect([possibleBecause({ code: 'note-slip' }, when), possibleBecause(undefined, when)]).toEqual([{ code: 'note-slip' }, undefined]);
  });
});
