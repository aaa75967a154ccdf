import { describe, expect, it } from 'vitest';
import { changesOf, decideEnding, decideUnit, type UnitForm } from '#domain/unit-edit.ts';

const places = [
  { code: '990000', kind: 'city', parentCode: null },
  { code: '990101', kind: 'district', parentCode: '990000' },
  { code: '990102', kind: 'district', parentCode: '990000' },
  { code: '990101001', kind: 'street', parentCode: '990101' },
] as const;
const unit = (id: string, kind: 'trade' | 'road' | 'centre', placeCode: string, more: { parentId?: string; active?: boolean } = {}) => ({
  ...{ id, kind, placeCode, parentId: null, active: true },
  ...more,
});
const units = [
  unit('city', 'centre', '990000'),
  unit('west', 'centre', '990101', { parentId: 'city' }),
  unit('street', 'centre', '990101001', { parentId: 'west' }),
  unit('power', 'trade', '990000'),
  unit('power-south', 'trade', '990000', { parentId: 'power' }),
  unit('gone', 'trade', '990000', { active: false }),
  unit('road', 'road', '990101'),
];
const ground = { units, places };
const form: UnitForm = {
  ...{ name: { zh: '电力', en: 'Power' }, parentId: null, placeCode: '990000', alsoPlaces: [], words: [], phone: null, hours: null },
};
const noHours = { weekdays: [1], fromTime: '08:00', toTime: '08:00' };
const codeOf = (decision: { ok: boolean; rejection?: { code: string; field?: string } }) => (decision.ok ? 'ok' : `${decision.rejection?.code}`);

describe('a unit is held against the others and the places', () => {
  it.each([
    ['a trade unit stands beside the levels', { id: 'new', kind: 'trade' }, { placeCode: '990101001' }, 'trade'],
    ['a road unit has the level of its place', { id: 'new', kind: 'road' }, { placeCode: '990102' }, 'district'],
    ['a centre keeps its level', { id: 'west', kind: 'centre' }, { placeCode: '990101', parentId: 'city' }, 'district'],
  ] as const)('%s', (_what, who, part, level) => {
    expect(decideUnit(who, { ...form, ...part }, ground)).toEqual({ ok: true, value: level });
  });

  it.each([
    ['a place that is not there', { id: 'new', kind: 'trade' }, { placeCode: '990999' }, 'unit-place-wrong'],
    ['a road unit of a street', { id: 'new', kind: 'road' }, { placeCode: '990101001' }, 'unit-place-wrong'],
    ['a second centre of a place', { id: 'new', kind: 'centre' }, { placeCode: '990101' }, 'unit-place-taken'],
    ['a centre that moves', { id: 'west', kind: 'centre' }, { placeCode: '990102' }, 'unit-place-fixed'],
    ['further districts of a trade unit', { id: 'power', kind: 'trade' }, { alsoPlaces: ['990101'] }, 'unit-also-wrong'],
    ['its own district besides', { id: 'road', kind: 'road' }, { placeCode: '990101', alsoPlaces: ['990101'] }, 'unit-also-wrong'],
    ['a street besides', { id: 'road', kind: 'road' }, { placeCode: '990101', alsoPlaces: ['990101001'] }, 'unit-also-wrong'],
    ['itself above', { id: 'power', kind: 'trade' }, { parentId: 'power' }, 'unit-parent-wrong'],
    ['above it what stands below it', { id: 'power', kind: 'trade' }, { parentId: 'power-south' }, 'unit-parent-wrong'],
    ['above it who has ended', { id: 'power', kind: 'trade' }, { parentId: 'gone' }, 'unit-parent-wrong'],
    ['hours that are none', { id: 'power', kind: 'trade' }, { hours: noHours }, 'unit-hours-empty'],
  ] as const)('refuses %s', (_what, who, part, code) => {
    expect(codeOf(decideUnit(who, { ...form, ...part }, ground))).toBe(code);
  });
});

describe('a unit ends with another to follow it', () => {
  const ending = (id: string, successorId: string) => decideEnding(units.find((one) => one.id === id) ?? unit('none', 'trade', '990000'), successorId, ground);
  it.each([
    ['power', 'road', 'ok'],
    ['street', 'west', 'ok'],
    ['street', 'city', 'ok'],
    ['street', 'power', 'unit-successor-wrong'],
    ['west', 'street', 'unit-successor-wrong'],
    ['power', 'west', 'unit-successor-wrong'],
    ['power', 'power', 'unit-successor-wrong'],
    ['power', 'gone', 'unit-successor-wrong'],
    ['power', 'nobody', 'unit-successor-wrong'],
    ['gone', 'power', 'unit-ended'],
    ['city', 'west', 'unit-city-centre'],
  ])('%s by %s: %s', (id, successorId, code) => {
    expect(codeOf(ending(id, successorId))).toBe(code);
  });
});

it('a change says what stood and what stands, field by field; where nothing differs it says nothing', () => {
  expect(changesOf(form, { ...form, name: { zh: '供电', en: 'Power' }, phone: '021-1' })).toEqual([
    { field: 'name', before: '电力 / Power', after: '供电 / Power' },
    { field: 'phone', before: '', after: '021-1' },
  ]);
  expect(changesOf(form, { ...form, words: [] })).toEqual([]);
  expect(changesOf(null, form).map(({ field }) => field)).toEqual(['name', 'placeCode']);
});
