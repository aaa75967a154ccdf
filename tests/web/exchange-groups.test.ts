import { expect, test } from 'vitest';
import { exchangeKeys } from '#census/exchange-fields.ts';
import english from '../../web/features/census/en.json' with { type: 'json' };
import { exchangeGroups } from '../../web/features/census/exchange-groups.ts';
import chinese from '../../web/features/census/zh.json' with { type: 'json' };

test('the page offers every field of the exchange once, and has its words', () => {
  const offered = Object.values(exchangeGroups).flat();
  expect([...offered].sort()).toEqual([...exchangeKeys].sort());
  expect(Object.keys(chinese.census.field).sort()).toEqual([...exchangeKeys].sort());
  expect(Object.keys(english.census.field).sort()).toEqual([...exchangeKeys].sort());
});
