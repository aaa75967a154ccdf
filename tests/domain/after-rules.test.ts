import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { centreFrom, standardAfter, toldInTurn } from '#domain/after-rules.ts';

const centres = { street: 's', district: 'd', city: 'c' };

test('each clock tells the levels that its row names, in that order', () => {
  const after = { ...standardAfter, escalation: { ...standardAfter.escalation, hazard: { tell: ['city' as const, 'district' as const], everyHours: 1 } } };
  expect(toldInTurn(after, 'hazard', centres)).toEqual(['c', 'd']);
  expect(toldInTurn(after, 'close', centres)).toEqual(['s', 'd', 'c']);
});

test('where none of those named stands, all that do are told', () => {
  const after = { ...standardAfter, escalation: { ...standardAfter.escalation, close: { tell: ['street' as const], everyHours: 24 } } };
  expect(toldInTurn(after, 'close', { ...centres, street: null })).toEqual(['d', 'c']);
});

test.each([
  ['street', centres, 's'],
  ['street', { ...centres, street: null }, 'd'],
  ['city', { ...centres, city: null }, 'd'],
  ['district', { street: 's', district: null, city: null }, 's'],
] as const)('the centre of the %s among %j is %s', (level, of, id) => expect(centreFrom(level, of)).toBe(id));

test('versions of before the migration hold what stood in the program', async () => {
  const text = await readFile(join(import.meta.dirname, '../../db/migrations/0182-after-rules.sql'), 'utf8');
  expect(JSON.parse(/default '(\{[\s\S]*\})'/.exec(text)?.[1] ?? '')).toEqual(standardAfter);
});
