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

test('versions of before the migrations hold what stood in the program', async () => {
  const migration = (name: string) => readFile(join(import.meta.dirname, '../../db/migrations', name), 'utf8');
  const read = (text: string, before: RegExp) => JSON.parse(new RegExp(`${before.source} '(\\{[\\s\\S]*?\\n\\})'`).exec(text)?.[1] ?? '');
  const [first, warnings] = await Promise.all([migration('0182-after-rules.sql'), migration('0271-warnings.sql')]);
  expect({ ...read(first, /default/), ...read(warnings, /set after = after \|\|/) }).toEqual(standardAfter);
  expect(read(warnings, /default/)).toEqual(standardAfter);
});
