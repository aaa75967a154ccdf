import { expect, it } from 'vitest';
import { hasNewDanger } from '../../web/features/desk/new-danger.ts';

it.each([
  ['one that came last', ['2', '1'], ['3', '2', '1'], true],
  ['an old order that became a danger, between others', ['4', '2'], ['4', '3', '2'], true],
  ['the first of all', [], ['1'], true],
  ['one that was signed for', ['3', '2', '1'], ['3', '1'], false],
  ['one that moved up from behind what was asked for', ['4', '3', '2'], ['4', '3', '1'], false],
  ['one that came while another moved up', ['4', '3', '2'], ['5', '3', '1'], true],
  ['nothing', ['2', '1'], ['2', '1'], false],
])('a danger is new or not: %s', (_, before, now, isNew) => {
  expect(hasNewDanger(before, now, 3)).toBe(isNew);
});
