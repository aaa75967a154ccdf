import { describe, expect, test } from 'vitest';
import { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { legalActions } from '#domain/order-actions.ts';
import { decideMove, orderTransitions } from '#domain/order-transitions.ts';

const valuesOf = (schema: unknown): string[] => (schema as { enum: string[] }).enum;
const states = valuesOf(OrderState) as OrderState[];
const actions = valuesOf(OrderAction) as OrderAction[];
const everything = { note: '理由', reply: '已修复', photoCount: 1, unitId: 'power', hasPosition: true, isCentres: false };
/** More time is asked for where a row of the table is tried that answers it. */
const factsFor = (action: OrderAction) => ({ ...facts, isTimeAsked: action === 'grant_time' || action === 'refuse_time' });
const facts = { hasContact: true, isHazard: true, hasArrived: false, isTimeAsked: false, isTimeGranted: false, isSupervised: false };

const legal: Record<string, string> = {
  'dispatched sign': 'signed',
  'dispatched arrive': 'dispatched',
  'dispatched secure': 'dispatched',
  'dispatched ask_time': 'dispatched',
  'dispatched grant_time': 'dispatched',
  'dispatched refuse_time': 'dispatched',
  'dispatched supervise': 'dispatched',
  'dispatched return': 'dispatched',
  'dispatched dispatch': 'dispatched',
  'dispatched void': 'void',
  'signed contact': 'contacted',
  'signed start': 'in_progress',
  'signed arrive': 'signed',
  'signed secure': 'signed',
  'signed ask_time': 'signed',
  'signed grant_time': 'signed',
  'signed refuse_time': 'signed',
  'signed supervise': 'signed',
  'signed return': 'dispatched',
  'signed dispatch': 'dispatched',
  'signed void': 'void',
  'contacted start': 'in_progress',
  'contacted resolve': 'resolved',
  'contacted arrive': 'contacted',
  'contacted secure': 'contacted',
  'contacted ask_time': 'contacted',
  'contacted grant_time': 'contacted',
  'contacted refuse_time': 'contacted',
  'contacted supervise': 'contacted',
  'contacted return': 'dispatched',
  'contacted dispatch': 'dispatched',
  'contacted void': 'void',
  'in_progress contact': 'contacted',
  'in_progress resolve': 'resolved',
  'in_progress arrive': 'in_progress',
  'in_progress secure': 'in_progress',
  'in_progress ask_time': 'in_progress',
  'in_progress grant_time': 'in_progress',
  'in_progress refuse_time': 'in_progress',
  'in_progress supervise': 'in_progress',
  'in_progress return': 'dispatched',
  'in_progress dispatch': 'dispatched',
  'in_progress void': 'void',
  'resolved rework': 'dispatched',
  'resolved close': 'closed',
  'resolved supervise': 'resolved',
};

describe('the transition table', () => {
  test('has a row for every state of the contract and no other', () => {
    expect(Object.keys(orderTransitions).sort()).toEqual([...states].sort());
  });

  test.each(states.flatMap((state) => actions.map((action) => [state, action] as const)))('%s, %s', (state, action) => {
    const decided = decideMove(state, action, factsFor(action), everything);
    const to = legal[`${state} ${action}`];
    if (to) expect(decided).toMatchObject({ ok: true, value: { to } });
    else expect(decided).toMatchObject({ ok: false, rejection: { code: 'move-illegal', params: { state, action } } });
  });

  test.each([
    ['signed', 'return', { note: '  ' }, 'note-missing', 'note'],
    ['in_progress', 'resolve', { reply: '' }, 'reply-missing', 'reply'],
    ['signed', 'secure', { hasPosition: false }, 'position-missing', 'position'],
    ['signed', 'secure', { photoCount: 0 }, 'photo-missing', 'photoIds'],
    ['in_progress', 'resolve', { photoCount: 0 }, 'photo-missing', 'photoIds'],
    ['signed', 'return', { photoCount: 0 }, 'evidence-missing', 'photoIds'],
    ['dispatched', 'dispatch', { unitId: undefined }, 'unit-unknown', 'unitId'],
    ['dispatched', 'void', { note: undefined }, 'note-missing', 'note'],
    ['resolved', 'rework', { note: undefined }, 'note-missing', 'note'],
  ] as const)('%s, %s without %j: %s', (state, action, missing, code, field) => {
    expect(decideMove(state, action, facts, { ...everything, ...missing })).toMatchObject({ ok: false, rejection: { code, field } });
  });

  test('a handling centre that hands an order up denies nothing and shows nothing', () => {
    expect(decideMove('signed', 'return', facts, { ...everything, photoCount: 0, isCentres: true })).toMatchObject({ ok: true });
  });

  test('the unit resolves, the centre closes', () => {
    expect(legalActions('in_progress', ['unit'], facts)).toContain('resolve');
    expect(legalActions('in_progress', ['centre'], facts)).not.toContain('resolve');
    expect(legalActions('resolved', ['unit'], facts)).toEqual([]);
    expect(legalActions('resolved', ['centre'], facts)).toEqual(['rework', 'close']);
  });

  test('where nobody left a contact, nobody is marked as contacted and the work begins at once', () => {
    expect(legalActions('signed', ['unit'], { ...facts, hasContact: false })).toEqual(['start', 'arrive', 'secure', 'ask_time', 'return']);
    expect(decideMove('signed', 'contact', { ...facts, hasContact: false }, everything)).toMatchObject({ ok: false, rejection: { code: 'contact-none' } });
  });

  test('the fallback comes and makes safe, and does nothing else', () => {
    expect(legalActions('dispatched', ['fallback'], facts)).toEqual(['arrive', 'secure']);
    expect(legalActions('in_progress', ['fallback'], { ...facts, hasArrived: true })).toEqual(['secure']);
    expect(legalActions('resolved', ['fallback'], facts)).toEqual([]);
  });

  test('a danger that is over is not arrived at, nor made safe again', () => {
    const over = { ...facts, isHazard: false };
    expect(legalActions('signed', ['unit', 'fallback'], over)).toEqual(['contact', 'start', 'ask_time', 'return']);
    expect(decideMove('signed', 'secure', over, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-over', field: 'action' } });
    expect(decideMove('signed', 'arrive', { ...facts, hasArrived: true }, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-over' } });
  });

  test('no hand, no action; every hand, all of the row but what the facts forbid', () => {
    for (const state of states) {
      expect(legalActions(state, [], facts)).toEqual([]);
      const all = Object.keys(orderTransitions[state]).filter((action) => !['grant_time', 'refuse_time'].includes(action));
      expect(legalActions(state, ['unit', 'centre', 'supervisor'], facts)).toEqual(all);
    }
  });

  test('more time is asked for once, and given or refused only then', () => {
    expect(legalActions('signed', ['centre'], { ...facts, isTimeAsked: true })).toEqual(['grant_time', 'refuse_time', 'dispatch', 'void']);
    expect(legalActions('signed', ['unit'], { ...facts, isTimeAsked: true })).not.toContain('ask_time');
    const given = { ...facts, isTimeGranted: true };
    expect(decideMove('signed', 'ask_time', given, everything)).toMatchObject({ ok: false, rejection: { code: 'time-asked-already' } });
    expect(decideMove('signed', 'grant_time', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'time-not-asked' } });
  });

  test('an order is taken up once', () => {
    expect(legalActions('resolved', ['supervisor'], facts)).toEqual(['supervise']);
    expect(decideMove('signed', 'supervise', { ...facts, isSupervised: true }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'supervised-already' },
    });
  });
});
