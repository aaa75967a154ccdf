import { expect, test } from 'vitest';
import { deskKeys } from '../../web/features/desk/desk-keys.ts';
import { actionKeys } from '../../web/features/orders/action-keys.ts';

test('no two acts share a letter, and none takes a key of the desk', () => {
  const keys = [...Object.values(actionKeys), ...Object.values(deskKeys)];
  expect(new Set(keys).size).toBe(keys.length);
});
