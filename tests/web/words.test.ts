import { expect, test } from 'vitest';
import { permissionsOf } from '#domain/access.ts';
import { Understood } from '#domain/contract/asset-search.ts';
import { AssetAction, AssetSource } from '#domain/contract/assets.ts';
import { errorWordings } from '#domain/contract/errors.ts';
import { reasonWordings } from '#domain/contract/reasons.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { storyActions } from '#domain/story-actions.ts';
import account from '../../web/features/account/zh.json' with { type: 'json' };
import orders from '../../web/features/orders/zh.json' with { type: 'json' };
import citizen from '../../web/features/progress/zh.json' with { type: 'json' };
import { coverFields } from '../../web/features/registry/edit/cover-fields.ts';
import { fields } from '../../web/features/registry/edit/fields.ts';
import registry from '../../web/features/registry/zh.json' with { type: 'json' };
import staff from '../../web/staff/zh.json' with { type: 'json' };

const chinese = import.meta.glob<unknown>('../../web/**/zh.json', { eager: true, import: 'default' });
const english = import.meta.glob<unknown>('../../web/**/en.json', { eager: true, import: 'default' });

// English has a form for one and a form for many where Chinese has one for both.
const keysOf = (words: unknown, path = ''): string[] =>
  typeof words === 'object' && words !== null
    ? [...new Set(Object.entries(words).flatMap(([key, value]) => keysOf(value, `${path}.${key.replace(/_(one|other)$/, '')}`)))]
    : [path];

test.each(Object.keys(chinese))('%s says everything that its English says, and nothing more', (path) => {
  expect(keysOf(chinese[path]).sort()).toEqual(keysOf(english[path.replace('zh.json', 'en.json')]).sort());
});

test('the words were found', () => expect(Object.keys(chinese).length).toBeGreaterThan(0));

// What the server writes into an order's story: each act, and the two that nobody presses a button for.
const told = ['receive', 'join', ...new Set(Object.values(orderTransitions).flatMap((moves) => Object.keys(moves)))];

test.each(told)('the desk’s story and the citizen’s word “%s”', (action) => {
  expect(orders).toHaveProperty(['orders', 'event', action]);
  expect(citizen).toHaveProperty(['progress', 'event', action]);
});

test('whatever can stand in an order’s story has its word, and a webhook can ask for it', () => {
  expect(Object.keys(orders.orders.event).sort()).toEqual([...storyActions].sort());
  expect(storyActions).toEqual(expect.arrayContaining(told));
});

test('each permission that a token can be narrowed to has its word', () => {
  expect(Object.keys(account.account.permission).sort()).toEqual([...new Set(Object.values(permissionsOf).flat())].sort());
});

const readings = Understood.properties.as as unknown as { enum?: string[]; anyOf?: { const: string }[] };

test.each(readings.enum ?? (readings.anyOf ?? []).map((one) => one.const))('a search understood as %s', (as) => {
  expect(registry).toHaveProperty(['registry', 'understood', as]);
});

// What the city's desk, orders, imports, notices and decrees write into an asset's history: the database takes nothing else.
const listed = (schema: unknown): string[] => [...(schema as { enum: string[] }).enum].sort();

test('a well’s life has a word for each act and each source that the contract lists, and for no other', () => {
  expect(Object.keys(registry.registry.action).sort()).toEqual(listed(AssetAction));
  expect(Object.keys(registry.registry.eventSource).sort()).toEqual(listed(AssetSource));
});

const chosenFrom = [...fields, ...coverFields].flatMap(({ name, values = [], words = '' }) => values.map((value) => [name, value, words] as const));

test.each(chosenFrom)('of an asset’s %s the choice “%s” has its word', (_name, value, words) => {
  expect({ ...registry, ...staff }).toHaveProperty([...words.split('.'), value]);
});

test('a well is counted by one measure word in all of the Chinese', () => {
  const all = JSON.stringify([...Object.values(chinese), errorWordings, reasonWordings]);
  expect(all.match(/.{6}(口井|([\d一二两三几每这那前]|\}\})[\s\u00a0]*口(?!径)).{6}/g)).toBeNull();
});

// A city sets them: what is written here would tell another than its clocks count.
test('no words hold a limit in working days, or how long a call waits, as a figure of their own', () => {
  const all = JSON.stringify([...Object.values(chinese), ...Object.values(english)]);
  expect(
    all.match(/(\d+|[一二三五十]+)[\s\u00a0]*个工作日|(\d+|[一二三五十]+)[\s\u00a0]*分钟无应答|\b(\d+|three|five|ten|fifteen) (working days|minutes without)/g),
  ).toBeNull();
});
