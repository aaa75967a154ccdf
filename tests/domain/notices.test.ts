import { describe, expect, test } from 'vitest';
import { permissionsOf } from '#domain/access.ts';
import type { Role } from '#domain/contract/terms.ts';
import { followedSteps } from '#domain/followed-steps.ts';
import { channelsOf, everyKind, type HeldRole, heardActions, kindOfStep, kindsFor, kindsOf, noticeKinds } from '#domain/notices.ts';

const reachable = { email: 'a@b.example', mobile: '+8613900001111' };

describe('a notice goes', () => {
  test.each([
    ['by the standard where nobody chose', 'overdue', null, reachable, ['page']],
    ['to every channel when a danger calls', 'danger-call', null, reachable, ['page', 'email', 'sms']],
    ['where there is an address alone', 'danger-call', null, { email: null, mobile: null }, ['page']],
    ['as its person chose', 'overdue', ['sms'], reachable, ['sms']],
    ['nowhere when its person chose so', 'danger-call', [], reachable, []],
  ] as const)('%s', (_what, kind, chosen, addresses, expected) => {
    expect(channelsOf(kind, chosen, addresses)).toEqual(expected);
  });
});

test('an action that goes nowhere by itself is heard once somebody chose it', () => {
  expect(heardActions([], false)).not.toContain('dispatch');
  expect(heardActions(['new-order'], false)).toContain('dispatch');
  expect(heardActions([], true)).toContain('dispatch');
  expect(heardActions(['subscribed-order'], true)).not.toContain('sign'); // an order that is followed is heard by itself
  expect(heardActions([], false)).toEqual(expect.arrayContaining(['call', 'overdue', 'return']));
});

test('every step that a follower is told of has words of its own in both languages', () => {
  for (const kind of ['subscribed-order', 'subscribed-class'] as const)
    for (const action of noticeKinds[kind].actions)
      expect([kind, action, followedSteps[action]]).toEqual([kind, action, { zh: expect.any(String), en: expect.any(String) }]);
  for (const language of ['zh', 'en'] as const) {
    const words = Object.values(followedSteps).map((step) => step[language]);
    expect(new Set(words).size).toBe(words.length);
  }
});

test('each kind has an action or a step, an addressee and words in both languages; an action finds its kinds', () => {
  for (const kind of everyKind) {
    const { actions, steps = [], to, words } = noticeKinds[kind];
    expect([actions.length + steps.length > 0, to.length > 0, words.zh.length > 0, words.en.length > 0], kind).toEqual([true, true, true, true]);
    for (const action of actions) expect(kindsOf(action)).toContain(kind);
    for (const step of steps) expect(kindOfStep(step)).toBe(kind);
  }
  expect(kindsOf('join')).toEqual([]);
  expect(kindsOf('confirm')).toEqual([]); // a step of a public notice, no event of an order
  expect(kindOfStep('publish')).toBeUndefined();
});

describe('the kinds that somebody can be sent', () => {
  const of = (role: Role, centre: HeldRole['centre'] = null) => kindsFor([{ role, centre }]);

  test('are those of their roles: of a unit’s people none of a centre’s, of a street’s none of a district’s, of who only reads what they follow', () => {
    const followed = ['subscribed-order', 'subscribed-class'];
    expect(of('registrar', 'city')).toEqual(['claim-waiting']);
    expect(of('analyst', 'city')).toEqual(followed);
    expect(of('administrator', 'city')).toEqual(['calendar-missing', ...followed]);
    expect(of('agent', 'city')).toEqual(['to-call-back', ...followed]);
    expect(of('leader', 'district')).toEqual(['danger-call', 'call-moved', 'call-off', 'crew-sent', ...followed]);
    for (const kind of ['returned', 'to-decide', 'time-asked', 'claim-waiting', 'calendar-missing', 'to-call-back'] as const)
      expect(of('clerk'), kind).not.toContain(kind);
    expect(of('clerk')).toEqual(expect.arrayContaining(['new-order', 'billed', 'claim-decided', 'danger-call']));
    expect(of('dispatcher', 'street')).toEqual(expect.arrayContaining(['returned', 'to-decide', 'time-asked']));
    expect(of('dispatcher', 'district')).not.toContain('returned');
    expect(kindsFor([])).toEqual([]);
  });

  test('are all of them, each of some role', () => {
    const levels = ['city', 'district', 'street', null] as const;
    const everybody = (Object.keys(permissionsOf) as Role[]).flatMap((role) => levels.map((centre) => ({ role, centre })));
    expect(kindsFor(everybody)).toEqual(everyKind);
  });
});
