import { expect, test } from 'vitest';
import type { Unit } from '#domain/contract/city.ts';
import { mayBeSentTo } from '../../web/features/orders/may-be-sent-to.ts';

const centre = (level: Unit['level'], placeCode: string) => ({ kind: 'centre' as const, level, placeCode });
const units = {
  city: centre('city', '310000'),
  district: centre('district', '310104'),
  street: centre('street', '310104007'),
  'another street': centre('street', '310104008'),
  'another district': centre('district', '310101'),
  trade: { kind: 'trade' as const, level: 'trade' as const, placeCode: '310000' },
  road: { kind: 'road' as const, level: 'district' as const, placeCode: '310104' },
};
const held = (kind: string, level: Unit['level']) => ({ districtCode: '310104', streetCode: '310104007', unit: { id: 'holder', kind, level } });

test.each([
  ['across from a street', held('centre', 'street'), 'hand_across', ['another street', 'another district']],
  ['down from the city', held('centre', 'city'), 'hand_down', ['district', 'street']],
  ['down from the district', held('centre', 'district'), 'hand_down', ['street']],
  ['down from a street', held('centre', 'street'), 'hand_down', []],
  ['down from a trade unit', held('trade', 'trade'), 'hand_down', ['city', 'district', 'street', 'trade', 'road']],
  ['within the place', held('trade', 'trade'), 'dispatch', ['city', 'district', 'street', 'trade', 'road']],
] as const)('%s an order is offered to whom it can go, and to nobody else', (_what, order, action, expected) => {
  expect(Object.entries(units).flatMap(([name, unit]) => (mayBeSentTo(order, action, unit) ? [name] : []))).toEqual(expected);
});
