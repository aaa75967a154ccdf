import { expect, test } from 'vitest';

const chinese = import.meta.glob<unknown>('../../web/**/zh.json', { eager: true, import: 'default' });
const english = import.meta.glob<unknown>('../../web/**/en.json', { eager: true, import: 'default' });

const keysOf = (words: unknown, path = ''): string[] =>
  typeof words === 'object' && words !== null ? Object.entries(words).flatMap(([key, value]) => keysOf(value, `${path}.${key}`)) : [path];

test.each(Object.keys(chinese))('%s says everything that its English says, and nothing more', (path) => {
  expect(keysOf(chinese[path]).sort()).toEqual(keysOf(english[path.replace('zh.json', 'en.json')]).sort());
});

test('the words were found', () => expect(Object.keys(chinese).length).toBeGreaterThan(0));
