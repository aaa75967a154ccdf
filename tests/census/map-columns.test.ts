import { expect, test } from 'vitest';
import { mapColumns } from '../../census/take-in/map-columns.ts';

test('columns mean what their source said of them, then what their headings say by themselves', () => {
  expect(mapColumns(['x', 'y', '谁的', '乱写'], [{ 谁的: 'ownerName', y: null }])).toEqual({ x: 'x', y: null, 谁的: 'ownerName', 乱写: null });
});

test('a field that a scope gave to one heading is taken from the one that a wider scope, or the name alone, gave it to', () => {
  const [ofDistrict, ofCity] = [{ 甲: 'ownerName' }, { 乙: 'ownerName', 丙: 'note' }];
  expect(mapColumns(['甲', '乙', '丙', '备注'], [ofDistrict, ofCity])).toEqual({ 甲: 'ownerName', 乙: null, 丙: 'note', 备注: null });
  expect(mapColumns(['乙', '丙'], [ofDistrict, ofCity])).toEqual({ 乙: 'ownerName', 丙: 'note' });
});

test('a heading may bear any name', () => {
  const said = JSON.parse('{"__proto__": "note"}') as Record<string, string>;
  expect(Object.entries(mapColumns(['__proto__', 'constructor'], [said]))).toEqual([
    ['__proto__', 'note'],
    ['constructor', null],
  ]);
});
