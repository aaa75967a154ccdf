import { describe, expect, test } from 'vitest';
import type { ReportStory } from '#domain/contract/reports.ts';
import { nextClock } from '../../web/features/progress/next-clock.ts';
import { timelineOf } from '../../web/features/progress/timeline-of.ts';

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
  test('what was not solved waits for the second look', () =>
    expect(nextClock(aStory({ hazardDueAt: null, recheckDueAt: '2026-11-26T16:00:00Z' }))?.word).toBe('recheck'));
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
});
