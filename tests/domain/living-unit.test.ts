import { expect, test } from 'vitest';
import { livingUnit } from '#domain/living-unit.ts';

const lives = {
  power: { active: true, successorId: null },
  'road-old': { active: false, successorId: 'road-older' },
  'road-older': { active: false, successorId: 'power' },
  gone: { active: false, successorId: null },
  loop: { active: false, successorId: 'loop' },
};
const living = (id: string | null) => livingUnit(id, (one) => lives[one as keyof typeof lives]);

test.each([
  ['power', 'power'],
  ['road-old', 'power'],
  ['gone', null],
  ['loop', null],
  ['of another city', 'of another city'],
  [null, null],
])('%s goes on as %s', (unit, as) => {
  expect(living(unit)).toBe(as);
});
