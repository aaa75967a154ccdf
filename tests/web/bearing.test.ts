import { expect, test } from 'vitest';
import { bearingOf } from '../../web/features/checks/bearing.ts';

test.each([
  [5, 0, 'e', '→'],
  [5, 5, 'ne', '↗'],
  [0, 5, 'n', '↑'],
  [-5, 5, 'nw', '↖'],
  [-5, 0.1, 'w', '←'],
  [-5, -0.1, 'w', '←'],
  [-5, -5, 'sw', '↙'],
  [0, -5, 's', '↓'],
  [5, -5, 'se', '↘'],
])('%d m east and %d m north points to %s', (east, north, direction, arrow) => {
  expect(bearingOf(east, north)).toEqual({ direction, arrow });
});
