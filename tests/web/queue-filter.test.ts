import { expect, test } from 'vitest';
import { countNarrowed, deskChoices, doneChoices, openChoices, queueFilterOf } from '../../web/features/orders/queue-filter.ts';

const at = (said: Record<string, string>) => (name: string) => said[name];

test('a dispatcher’s queue is what is open, newest danger first, until the address says otherwise', () => {
  expect(queueFilterOf(at({}), deskChoices, null)).toMatchObject({ state: 'open', sort: 'newest' });
  expect(queueFilterOf(at({ state: 'closed', sort: 'due', hazard: '1', place: '310104', mark: 'asked' }), deskChoices, null)).toEqual({
    ...{ state: 'closed', placeCode: '310104', hazard: true, mark: 'asked', sort: undefined, bbox: undefined },
  });
});

test('a unit’s inbox goes by clock and is narrowed within its part: no done state among what is to do, no order chosen for what is done', () => {
  expect(queueFilterOf(at({}), openChoices, null)).toMatchObject({ state: 'open', sort: undefined });
  expect(queueFilterOf(at({ state: 'dispatched', sort: 'newest' }), openChoices, null)).toMatchObject({ state: 'dispatched', sort: 'newest' });
  expect(queueFilterOf(at({ state: 'closed' }), openChoices, null).state).toBe('open');
  expect(queueFilterOf(at({ state: 'void', sort: 'newest' }), doneChoices, null)).toMatchObject({ state: 'void', sort: undefined });
  expect(queueFilterOf(at({ state: 'dispatched' }), doneChoices, null).state).toBe('done');
});

test('what the map shows narrows a queue once it is known, and what narrows it is counted', () => {
  const get = at({ view: '1', hazard: '1', sort: 'newest', mapClass: '0101', part: 'informed' });
  expect(queueFilterOf(get, openChoices, null).bbox).toBeUndefined();
  expect(queueFilterOf(get, openChoices, [121.4, 31.1, 121.5, 31.2]).bbox).toBe('121.400000,31.100000,121.500000,31.200000');
  expect(countNarrowed(get)).toBe(2);
});
