import { describe, expect, test } from 'vitest';
import { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { legalActions } from '#domain/order-actions.ts';
import type { Facts, Given } from '#domain/order-conditions.ts';
import { asksOf, decideMove, orderTransitions } from '#domain/order-transitions.ts';
import { isTakeable } from '#domain/take-back.ts';

const valuesOf = (schema: unknown): string[] => (schema as { enum: string[] }).enum;
const states = valuesOf(OrderState) as OrderState[];
const actions = valuesOf(OrderAction) as OrderAction[];
const grades = { speed: 'satisfied', manner: 'mostly', outcome: 'fair' } as const;
const everything: Given = {
  note: '理由',
  reply: '已修复',
  photoCount: 1,
  unitId: 'power',
  hasPosition: true,
  day: '2026-12-01',
  grades,
  orderId: '2',
  reportId: '1',
  assetId: '3101040103000001X',
  personId: '7',
};
const facts: Facts = {
  hasContact: true,
  isCallerWaiting: true,
  hasSeveralReports: false,
  isJoinOffered: false,
  didNothingFollow: false,
  isLastActStanding: false,
  isHazard: true,
  hasArrived: false,
  isTimeAsked: false,
  isTimeGranted: false,
  isPauseAsked: false,
  didAskTime: false,
  didAskPause: false,
  isSupervised: false,
  isDocketed: false,
  isCentres: false,
  isBelowAnother: false,
  isAboveAnother: false,
};
const harmless = { isHazard: false };
const special: Partial<Record<OrderAction, Partial<Facts>>> = {
  grant_time: { isTimeAsked: true },
  refuse_time: { isTimeAsked: true },
  split: { hasSeveralReports: true },
  unmerge: { didNothingFollow: true },
  take_back: { isLastActStanding: true },
  keep_apart: { isJoinOffered: true },
  answer: harmless,
  ask_pause: harmless,
  grant_pause: { ...harmless, isPauseAsked: true },
  refuse_pause: { isPauseAsked: true },
  docket: { isSupervised: true },
  decide_docket: { isSupervised: true, isDocketed: true },
  hand_up: { isCentres: true, isBelowAnother: true },
  hand_across: { isCentres: true },
  hand_down: { isAboveAnother: true },
};
/** What has to be so where a row of the table is tried. */
const factsFor = (action: OrderAction): Facts => ({ ...facts, ...special[action] });

const legal: Record<string, string> = {
  'dispatched sign': 'signed',
  'dispatched answer': 'closed',
  'dispatched send_crew': 'dispatched',
  'dispatched arrive': 'dispatched',
  'dispatched secure': 'dispatched',
  'dispatched ask_time': 'dispatched',
  'dispatched grant_time': 'dispatched',
  'dispatched refuse_time': 'dispatched',
  'dispatched supervise': 'dispatched',
  'dispatched docket': 'dispatched',
  'dispatched decide_docket': 'dispatched',
  'dispatched return': 'dispatched',
  'dispatched dispatch': 'dispatched',
  'dispatched hand_up': 'dispatched',
  'dispatched hand_down': 'dispatched',
  'dispatched hand_across': 'dispatched',
  'dispatched void': 'void',
  'signed contact': 'contacted',
  'signed start': 'in_progress',
  'signed send_crew': 'signed',
  'signed arrive': 'signed',
  'signed secure': 'signed',
  'signed ask_time': 'signed',
  'signed grant_time': 'signed',
  'signed refuse_time': 'signed',
  'signed supervise': 'signed',
  'signed docket': 'signed',
  'signed decide_docket': 'dispatched',
  'signed return': 'dispatched',
  'signed dispatch': 'dispatched',
  'signed hand_up': 'dispatched',
  'signed hand_down': 'dispatched',
  'signed hand_across': 'dispatched',
  'signed void': 'void',
  'contacted start': 'in_progress',
  'contacted contact': 'contacted',
  'contacted resolve': 'resolved',
  'contacted send_crew': 'contacted',
  'contacted arrive': 'contacted',
  'contacted secure': 'contacted',
  'contacted ask_time': 'contacted',
  'contacted grant_time': 'contacted',
  'contacted refuse_time': 'contacted',
  'contacted supervise': 'contacted',
  'contacted docket': 'contacted',
  'contacted ask_pause': 'contacted',
  'contacted grant_pause': 'paused',
  'contacted refuse_pause': 'contacted',
  'contacted decide_docket': 'dispatched',
  'contacted return': 'dispatched',
  'contacted dispatch': 'dispatched',
  'contacted hand_up': 'dispatched',
  'contacted hand_down': 'dispatched',
  'contacted hand_across': 'dispatched',
  'contacted void': 'void',
  'in_progress contact': 'in_progress',
  'in_progress resolve': 'resolved',
  'in_progress send_crew': 'in_progress',
  'in_progress arrive': 'in_progress',
  'in_progress secure': 'in_progress',
  'in_progress ask_time': 'in_progress',
  'in_progress grant_time': 'in_progress',
  'in_progress refuse_time': 'in_progress',
  'in_progress supervise': 'in_progress',
  'in_progress docket': 'in_progress',
  'in_progress ask_pause': 'in_progress',
  'in_progress grant_pause': 'paused',
  'in_progress refuse_pause': 'in_progress',
  'in_progress decide_docket': 'dispatched',
  'in_progress return': 'dispatched',
  'in_progress dispatch': 'dispatched',
  'in_progress hand_up': 'dispatched',
  'in_progress hand_down': 'dispatched',
  'in_progress hand_across': 'dispatched',
  'in_progress void': 'void',
  'paused contact': 'paused',
  'paused resume': 'in_progress',
  'paused void': 'void',
  'resolved check': 'checked',
  'resolved close': 'closed',
  'resolved rework': 'dispatched',
  'resolved not_solved': 'dispatched',
  'resolved supervise': 'resolved',
  'resolved docket': 'resolved',
  'resolved decide_docket': 'dispatched',
  'checked call_back': 'called_back',
  'checked no_answer': 'checked',
  'checked not_solved': 'dispatched',
  'checked rework': 'dispatched',
  'checked close': 'closed',
  'called_back call_back': 'called_back',
  'called_back not_solved': 'dispatched',
  'called_back close': 'closed',
  'closed call_back': 'closed',
  'closed reopen': 'dispatched',
  'dispatched merge': 'merged',
  'signed merge': 'merged',
  'contacted merge': 'merged',
  'in_progress merge': 'merged',
  'dispatched split': 'dispatched',
  'signed split': 'signed',
  'contacted split': 'contacted',
  'in_progress split': 'in_progress',
  'paused split': 'paused',
  'resolved split': 'resolved',
  'checked split': 'checked',
  'called_back split': 'called_back',
  'dispatched keep_apart': 'dispatched',
  'dispatched choose_asset': 'dispatched',
  'signed keep_apart': 'signed',
  'signed choose_asset': 'signed',
  'contacted keep_apart': 'contacted',
  'contacted choose_asset': 'contacted',
  'in_progress keep_apart': 'in_progress',
  'in_progress choose_asset': 'in_progress',
  'merged unmerge': 'as before',
  'dispatched take_back': 'as before',
  'signed take_back': 'as before',
  'contacted take_back': 'as before',
  'in_progress take_back': 'as before',
  'paused take_back': 'as before',
  'resolved take_back': 'as before',
  'checked take_back': 'as before',
  'void take_back': 'as before',
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
    ['contacted', 'ask_pause', { day: undefined }, 'day-missing', 'day'],
    ['checked', 'call_back', { grades: undefined }, 'grades-missing', 'grades'],
    ['checked', 'not_solved', { note: '' }, 'note-missing', 'note'],
    ['signed', 'merge', { orderId: undefined }, 'order-missing', 'orderId'],
    ['signed', 'send_crew', { personId: undefined }, 'person-unchosen', 'personId'],
    ['resolved', 'split', { reportId: undefined }, 'report-unknown', 'reportId'],
  ] as const)('%s, %s without %j: %s', (state, action, missing, code, field) => {
    expect(decideMove(state, action, { ...factsFor(action), isHazard: action === 'secure' }, { ...everything, ...missing })).toMatchObject({
      ok: false,
      rejection: { code, field },
    });
  });

  test('an open danger is resolved only by who says in the same act, with position and photo, that it was made safe', () => {
    const rejected = (given: Partial<Given>, isHazard = true) => {
      const decided = decideMove('in_progress', 'resolve', { ...facts, isHazard }, { ...everything, ...given });
      return decided.ok ? null : decided.rejection;
    };
    expect(rejected({ hasPosition: false })).toMatchObject({ code: 'danger-not-safe', field: 'position' });
    expect(rejected({})).toBeNull();
    expect(rejected({ hasPosition: false }, false), 'what was made safe before needs no second word').toBeNull();
    expect(asksOf('contacted', 'resolve', { isHazard: true })).toEqual(['reply', 'photo', 'safe']);
    expect(asksOf('contacted', 'resolve', { isHazard: false })).toEqual(['reply', 'photo']);
    expect(asksOf('closed', 'resolve', { isHazard: true })).toEqual([]);
  });

  test('a unit returns what is not its own, a handling centre hands it on', () => {
    const held = { ...facts, isCentres: true, isBelowAnother: true };
    expect(legalActions('signed', ['unit'], facts)).not.toContain('hand_up');
    expect(legalActions('signed', ['unit'], held)).toContain('hand_up');
    expect(decideMove('signed', 'return', held, everything)).toMatchObject({ ok: false, rejection: { code: 'centre-hands-on' } });
    expect(decideMove('signed', 'hand_up', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'unit-returns' } });
    expect(decideMove('signed', 'hand_up', { ...held, isBelowAnother: false }, everything)).toMatchObject({ ok: false, rejection: { code: 'no-level-above' } });
    expect(decideMove('signed', 'hand_down', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'no-level-below' } });
  });

  test('the unit resolves, the centre checks and closes, the caller has a say', () => {
    expect(legalActions('in_progress', ['unit'], facts)).toContain('resolve');
    expect(legalActions('in_progress', ['centre'], facts)).not.toContain('resolve');
    expect(legalActions('resolved', ['unit'], facts)).toEqual([]);
    expect(legalActions('resolved', ['centre'], facts)).toEqual(['check', 'close', 'rework', 'not_solved']);
    expect(legalActions('resolved', ['caller'], facts)).toEqual(['not_solved']);
    expect(legalActions('checked', ['caller'], facts)).toEqual(['call_back', 'not_solved']);
    expect(legalActions('closed', ['caller'], facts)).toEqual(['call_back', 'reopen']);
    expect(legalActions('in_progress', ['caller'], facts)).toEqual([]);
  });

  test('where nobody left a contact, nobody is contacted or called back, and the work begins at once', () => {
    const none = { ...facts, hasContact: false, isCallerWaiting: false };
    expect(legalActions('signed', ['unit'], none)).toEqual(['start', 'arrive', 'secure', 'send_crew', 'ask_time', 'return']);
    expect(decideMove('signed', 'contact', none, everything)).toMatchObject({ ok: false, rejection: { code: 'contact-none' } });
    expect(legalActions('resolved', ['centre'], none)).not.toContain('check');
  });

  test('who waits for the first word is contacted in a pause too', () => {
    expect(legalActions('paused', ['unit'], facts)).toContain('contact');
    expect(decideMove('paused', 'contact', { ...facts, isCallerWaiting: false }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'contact-none-waiting' },
    });
  });

  test('the fallback comes, or sends one of its own, and makes safe, and does nothing else', () => {
    expect(legalActions('dispatched', ['fallback'], facts)).toEqual(['arrive', 'secure', 'send_crew']);
    expect(legalActions('in_progress', ['fallback'], { ...facts, hasArrived: true })).toEqual(['secure', 'send_crew']);
    expect(legalActions('resolved', ['fallback'], facts)).toEqual([]);
  });

  test('a danger that is over is not arrived at, nor made safe again', () => {
    const over = { ...facts, isHazard: false };
    expect(legalActions('signed', ['unit', 'fallback'], over)).toEqual(['contact', 'start', 'send_crew', 'ask_time', 'return']);
    expect(decideMove('signed', 'secure', over, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-over', field: 'action' } });
    expect(decideMove('signed', 'arrive', { ...facts, hasArrived: true }, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-over' } });
  });

  test('a danger is neither paused nor answered away', () => {
    expect(decideMove('in_progress', 'ask_pause', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-open' } });
    expect(decideMove('in_progress', 'grant_pause', { ...facts, isPauseAsked: true }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'danger-open' },
    });
    expect(decideMove('dispatched', 'answer', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'danger-open' } });
  });

  test('no hand, no action; every hand, each move that the facts allow', () => {
    for (const state of states) {
      expect(legalActions(state, [], facts)).toEqual([]);
      for (const action of Object.keys(orderTransitions[state]) as OrderAction[])
        expect(legalActions(state, ['unit', 'fallback', 'centre', 'supervisor', 'agent'], factsFor(action)), `${state} ${action}`).toContain(action);
    }
  });

  test('a report is split out only of several, a merge undone only while nothing followed', () => {
    expect(decideMove('signed', 'split', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'report-only-one' } });
    expect(decideMove('signed', 'keep_apart', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'join-not-offered' } });
    expect(decideMove('merged', 'unmerge', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'merge-followed' } });
  });

  test('an act is taken back by who did it or dispatches it, only while nothing followed', () => {
    const standing = { ...facts, isLastActStanding: true };
    expect(legalActions('void', ['doer'], standing)).toEqual(['take_back']);
    expect(legalActions('void', ['centre'], standing)).toEqual(['take_back']);
    expect(legalActions('signed', ['unit'], standing)).not.toContain('take_back');
    expect(decideMove('signed', 'take_back', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'act-followed' } });
    for (const state of ['merged', 'called_back', 'closed'] as const) expect(legalActions(state, ['doer', 'centre'], standing)).not.toContain('take_back');
  });

  test('what callers were told, what was shown by photos and what the registry learned is never taken back', () => {
    const lasting: OrderAction[] = ['secure', 'resolve', 'return', 'answer', 'rework', 'call_back', 'not_solved', 'close', 'reopen', 'decide_docket'];
    expect(actions.filter((action) => !isTakeable(action)).sort()).toEqual([...lasting, 'merge', 'unmerge', 'take_back'].sort());
  });

  test('more time is asked for once, and given or refused only then, never by who asked', () => {
    const asked = { ...facts, isTimeAsked: true };
    expect(legalActions('signed', ['centre'], asked)).toEqual(['grant_time', 'refuse_time', 'merge', 'choose_asset', 'dispatch', 'void']);
    expect(legalActions('signed', ['unit'], asked)).not.toContain('ask_time');
    expect(decideMove('signed', 'ask_time', { ...facts, isTimeGranted: true }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'time-asked-already' },
    });
    expect(decideMove('signed', 'grant_time', facts, everything)).toMatchObject({ ok: false, rejection: { code: 'time-not-asked' } });
    expect(decideMove('signed', 'grant_time', { ...asked, didAskTime: true }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'asked-by-oneself' },
    });
    const paused = { ...facts, isHazard: false, isPauseAsked: true, didAskPause: true };
    expect(decideMove('in_progress', 'grant_pause', paused, everything)).toMatchObject({ ok: false, rejection: { code: 'asked-by-oneself' } });
  });

  test('an order is taken up once', () => {
    expect(legalActions('resolved', ['supervisor'], facts)).toEqual(['supervise']);
    expect(decideMove('signed', 'supervise', { ...facts, isSupervised: true }, everything)).toMatchObject({
      ok: false,
      rejection: { code: 'supervised-already' },
    });
  });
});
