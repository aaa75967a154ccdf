import { describe, expect, test } from 'vitest';
import { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { legalActions } from '#domain/order-actions.ts';
import { decideMove, orderTransitions } from '#domain/order-transitions.ts';

const valuesOf = (schema: unknown): string[] => (schema as { enum: string[] }).enum;
const states = valuesOf(OrderState) as OrderState[];
const actions = valuesOf(OrderAction) as OrderAction[];
const everything = { note: '理由', reply: '已修复', photoCount: 1, unitId: 'power' };

const legal: Record<string, string> = {
  'dispatched sign': 'signed',
  'dispatched return': 'dispatched',
  'dispatched dispatch': 'dispatched',
  'dispatched void': 'void',
  'signed contact': 'contacted',
  'signed start': 'in_progress',
  'signed return': 'dispatched',
  'signed dispatch': 'dispatched',
  'signed void': 'void',
  'contacted start': 'in_progress',
  'contacted resolve': 'resolved',
  'contacted return': 'dispatched',
  'contacted dispatch': 'dispatched',
  'contacted void': 'void',
  'in_progress contact': 'contacted',
  'in_progress resolve': 'resolved',
  'in_progress return': 'dispatched',
  'in_progress dispatch': 'dispatched',
  'in_progress void': 'void',
  'resolved rework': 'dispatched',
  'resolved close': 'closed',
};

describe('the transition table', () => {
  test('has a row for every state of the contract and no other', () => {
    expect(Object.keys(orderTransitions).sort()).toEqual([...states].sort());
  });

  test.each(states.flatMap((state) => actions.map((action) => [state, action] as const)))('%s, %s', (state, action) => {
    const decided = decideMove(state, action, everything);
    const to = legal[`${state} ${action}`];
    if (to) expect(decided).toMatchObject({ ok: true, value: { to } });
    else expect(decided).toMatchObject({ ok: false, rejection: { code: 'move-illegal', params: { state, action } } });
  });

  test.each([
    ['signed', 'return', { note: '  ' }, 'note-missing', 'note'],
    ['in_progress', 'resolve', { reply: '' }, 'reply-missing', 'reply'],
    ['in_progress', 'resolve', { photoCount: 0 }, 'photo-missing', 'photoIds'],
    ['dispatched', 'dispatch', { unitId: undefined }, 'unit-unknown', 'unitId'],
    ['dispatched', 'void', { note: undefined }, 'note-missing', 'note'],
    ['resolved', 'rework', { note: undefined }, 'note-missing', 'note'],
  ] as const)('%s, %s without %j: %s', (state, action, missing, code, field) => {
    expect(decideMove(state, action, { ...everything, ...missing })).toMatchObject({ ok: false, rejection: { code, field } });
  });

  test('the unit resolves, the centre closes', () => {
    expect(legalActions('in_progress', ['unit'])).toContain('resolve');
    expect(legalActions('in_progress', ['centre'])).not.toContain('resolve');
    expect(legalActions('resolved', ['unit'])).toEqual([]);
    expect(legalActions('resolved', ['centre'])).toEqual(['rework', 'close']);
  });

  test('no hand, no action; both hands, all of the row', () => {
    for (const state of states) {
      expect(legalActions(state, [])).toEqual([]);
      expect(legalActions(state, ['unit', 'centre'])).toEqual(Object.keys(orderTransitions[state]));
    }
  });
});
