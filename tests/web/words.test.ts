import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const keysOf = (words: unknown, path = ''): string[] =>
  typeof words === 'object' && words !== null ? Object.entries(words).flatMap(([key, value]) => keysOf(value, `${path}.${key}`)) : [path];

const load = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

test.each(globSync('web/**/zh.json'))('%s says everything that its English says, and nothing more', (zh) => {
  expect(keysOf(load(zh))).toEqual(keysOf(load(zh.replace('zh.json', 'en.json'))));
});

test('the words were found', () => expect(globSync('web/**/zh.json').length).toBeGreaterThan(0));
