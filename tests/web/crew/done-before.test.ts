import { expect, test } from 'vitest';
import { actsBecause } from '#domain/act-because.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { crewActs } from '../../../web/features/crew/acts.ts';

test('that a step was done before it was sent belongs to each step of a crew’s phone, and stands for no reason that somebody has to give', () => {
  const steps = actsBecause['note-done-before'];
  expect([...steps].sort()).toEqual([...crewActs, 'take_back'].sort());
  const asked = Object.values(orderTransitions).flatMap((moves) => steps.flatMap((step) => moves[step]?.asks ?? []));
  expect(asked).not.toContain('note');
});
