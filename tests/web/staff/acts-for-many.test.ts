import { expect, test } from 'vitest';
import { actsForMany } from '../../../web/features/desk/acts-for-many.ts';

test('only what asks for nothing but words or a unit can be done to many at once', () => {
  const acts = actsForMany([{ state: 'resolved' }, { state: 'dispatched' }], ['centre', 'supervisor', 'unit']).map(({ action }) => action);
  expect(acts).toContain('dispatch');
  expect(acts).toContain('close');
  expect(acts).toContain('supervise');
  expect(acts).not.toContain('resolve');
  expect(acts).not.toContain('return');
});

test('each act says how many of the chosen it can be done to', () => {
  const [close] = actsForMany([{ state: 'resolved' }, { state: 'dispatched' }, { state: 'resolved' }], ['centre']).filter(({ action }) => action === 'close');
  expect(close?.count).toBe(2);
});

test('an answer to what few have asked for is offered last, however many orders are in a state that knows it', () => {
  const acts = actsForMany([{ state: 'dispatched' }, { state: 'dispatched' }, { state: 'resolved' }], ['centre']).map(({ action }) => action);
  expect(acts.indexOf('refuse_time')).toBeGreaterThan(acts.indexOf('close'));
  expect(acts[0]).toBe('dispatch');
});

test('what is not in a person’s hands is not offered', () => {
  expect(actsForMany([{ state: 'dispatched' }], ['supervisor']).map(({ action }) => action)).toEqual(['supervise']);
});
