import { describe, expect, test } from 'vitest';
import { followedSteps } from '#domain/followed-steps.ts';
import { channelsOf, everyKind, heardActions, kindOfStep, kindsOf, noticeKinds } from '#domain/notices.ts';

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
