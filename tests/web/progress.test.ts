import { describe, expect, test } from 'vitest';
import type { ReportStory } from '#domain/contract/reports.ts';
import { nextClock } from '../../web/features/progress/next-clock.ts';
import { stateWord } from '../../web/features/progress/state-word.ts';
import { timelineOf } from '../../web/features/progress/timeline-of.ts';
import words from '../../web/features/progress/zh.json' with { type: 'json' };

const name = { zh: '供电', en: 'Power' };
const received = '2026-11-23T02:00:00Z';
const aStory = (part: Partial<ReportStory> = {}): ReportStory => ({
  number: '20261123-AAAA-BBBB-CCCC',
  kind: { code: 'cover_missing', name },
  state: 'dispatched',
  isHazard: true,
  position: { lon: 121.5, lat: 31.2 },
  address: null,
  place: { street: name, district: name },
  text: '',
  unit: name,
  receivedAt: received,
  contactDueAt: '2026-11-24T16:00:00Z',
  contactedAt: null,
  hasContact: true,
  closeDueAt: '2026-11-30T16:00:00Z',
  hazardDueAt: '2026-11-23T04:00:00Z',
  recheckDueAt: null,
  reply: null,
  photos: [],
  additions: [],
  mayAdd: true,
  replyPhotos: [],
  events: [],
  mayJudge: false,
  judged: null,
  resumesOn: null,
  emergency: false,
  isFollowed: false,
  ...part,
});

describe('the clock that is shown', () => {
  test('a danger’s comes first', () => expect(nextClock(aStory())?.word).toBe('hazard'));
  const judged = { at: received, solved: false, speed: null, manner: null, outcome: null };
  const recheck = { hazardDueAt: null, recheckDueAt: '2026-11-26T16:00:00Z' };
  test('what they said is not solved waits for the second look', () => expect(nextClock(aStory({ ...recheck, judged }))?.word).toBe('recheck'));
  test('who follows it, or had no complaint, is not told that they said it is not solved', () => {
    expect(nextClock(aStory({ ...recheck, isFollowed: true }))?.word).toBe('recheckOfOther');
    expect(nextClock(aStory({ ...recheck, judged: { ...judged, solved: true } }))?.word).toBe('recheckOfOther');
  });
  test.each(['hazard', 'recheck', 'recheckOfOther', 'contact', 'close'])('%s has its words while it runs and once it is missed', (word) => {
    expect(words.progress.clock).toHaveProperty([word]);
    expect(words.progress.clock.missed).toHaveProperty([word]);
  });
  test('without danger it is the first contact', () => expect(nextClock(aStory({ hazardDueAt: null }))?.word).toBe('contact'));
  test('who was contacted waits for the end', () =>
    expect(nextClock(aStory({ hazardDueAt: null, state: 'signed', contactedAt: received }))?.word).toBe('close'));
  test('once work is going on it is the end, but of a danger where nobody is yet', () => {
    expect(nextClock(aStory({ state: 'in_progress', hazardDueAt: null }))?.word).toBe('close');
    expect(nextClock(aStory({ state: 'in_progress' }))?.word).toBe('hazard');
  });
  test('a closed report has none', () => expect(nextClock(aStory({ state: 'closed' }))).toBeNull());
});

describe('the timeline', () => {
  const event = (at: string, action: string): ReportStory['events'][number] => ({ at, action, state: 'dispatched', unit: null, words: null });
  const events = [event(received, 'receive'), event(received, 'dispatch'), event('2026-11-23T03:00:00Z', 'join'), event('2026-11-23T04:00:00Z', 'join')];

  test('tells the first reporter of all who joined, once', () => {
    const told = timelineOf(aStory({ events }));
    expect(told.map(({ action }) => action)).toEqual(['join', 'dispatch', 'receive']);
    expect(told[0]?.count).toBe(2);
  });
  test('tells one who joined when their own report arrived', () => {
    const told = timelineOf(aStory({ events, receivedAt: '2026-11-23T03:00:00Z' }));
    expect(told.map(({ action }) => action)).toEqual(['join', 'receive', 'dispatch', 'receive_first']);
    expect(told[0]?.count).toBe(1);
  });

  test('tells one whose report was split out of another’s order that it was with that at first, nothing of what that lived before, and that it is by itself since', () => {
    const joined = [event('2026-11-23T03:30:00Z', 'join'), event('2026-11-23T03:40:00Z', 'sign')];
    const apart = [event('2026-11-23T04:00:00Z', 'split_from'), event('2026-11-23T04:00:00Z', 'dispatch'), event('2026-11-23T05:00:00Z', 'join')];
    const told = timelineOf(aStory({ events: [...events.slice(0, 3), ...joined, ...apart], receivedAt: '2026-11-23T03:00:00Z' }));
    expect(told.map(({ action }) => action)).toEqual(['join', 'dispatch', 'split_from', 'sign', 'with_another', 'receive']);
    expect(told[0]?.count).toBe(1);
    const after = timelineOf(aStory({ events: apart, receivedAt: '2026-11-23T05:00:00Z' }));
    expect(after.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'split_from_first']);
    for (const { action } of [...told, ...after]) expect(words.progress.event).toHaveProperty([action]);
  });

  test('tells who follows an order that became part of one that was split out of no report of theirs, and leaves nothing out', () => {
    const apart = [event('2026-11-23T04:00:00Z', 'split_from'), event('2026-11-23T04:00:00Z', 'dispatch'), event('2026-11-23T05:00:00Z', 'absorb')];
    const told = timelineOf(aStory({ events: apart, receivedAt: '2026-11-23T03:00:00Z', isFollowed: true }));
    expect(told.map(({ action }) => action)).toEqual(['absorb', 'dispatch', 'split_from_first', 'follow']);
  });

  test('tells the first reporter of an order, whose report was split out of it, what it lived before', () => {
    const told = timelineOf(aStory({ events: [...events.slice(0, 3), event('2026-11-23T04:00:00Z', 'split_from')] }));
    expect(told.map(({ action }) => action)).toEqual(['split_from', 'dispatch', 'receive']);
  });

  test('tells who can be rung up that they will be, and nobody else', () => {
    const checked = [event(received, 'receive'), event('2026-11-23T05:00:00Z', 'check')];
    expect(timelineOf(aStory({ events: checked }))[0]?.action).toBe('check');
    expect(timelineOf(aStory({ events: checked, hasContact: false }))[0]?.action).toBe('passed');
  });
});

describe('how it stands', () => {
  const acts = (...actions: readonly string[]): ReportStory['events'] =>
    actions.map((action) => ({ at: received, action, state: 'dispatched', unit: null, words: null }));
  const calledBack = [{ at: received, action: 'call_back', state: 'called_back', unit: null, words: null } as const];
  test.each([
    ['who waits to be rung up', aStory({ state: 'checked' }), 'checked'],
    ['who left no contact, or follows it', aStory({ state: 'checked', hasContact: false }), 'passed'],
    ['who was rung up', aStory({ state: 'called_back', events: calledBack }), 'called_back'],
    ['who was not, though another was', aStory({ state: 'called_back' }), 'passed'],
    ['whoever told of a danger that people came to', aStory({ events: acts('receive', 'dispatch', 'arrive') }), 'onSite'],
    ['whoever told of one that was made safe', aStory({ state: 'signed', events: acts('arrive', 'secure', 'sign') }), 'secured'],
    ['who says that it is not solved after that', aStory({ events: acts('arrive', 'secure', 'resolve', 'not_solved') }), 'dispatched'],
    ['anybody else', aStory({ state: 'in_progress' }), 'in_progress'],
  ])('is told to %s as it is for them', (_who, story, word) => {
    expect(stateWord(story)).toBe(word);
    expect(words.progress.state).toHaveProperty([word]);
  });
});
