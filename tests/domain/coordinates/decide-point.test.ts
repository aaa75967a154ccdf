import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideNumbers, decidePoint } from '#domain/coordinates/decide-point.ts';
import { readCoordinate } from '#domain/coordinates/read-coordinate.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import type { Bounds } from '#domain/position.ts';

const city = { name: { zh: '上海市', en: 'Shanghai' }, bounds: [120.85, 30.67, 122.25, 31.88] as Bounds };

describe('a coordinate', () => {
  test.each([
    ['121.504167', 121.504167],
    [' 121.504167 ', 121.504167],
    ['１２１．５０４１６７', 121.504167],
    ['121°30′15″', 121.504166667],
    ['121°30\'15"E', 121.504166667],
    ['121º30’15”', 121.504166667],
    ['121度30分15秒', 121.504166667],
    ['东经121°30′15.00″', 121.504166667],
    ['１２１°３０′１５″', 121.504166667],
    ['121°30.25′', 121.504166667],
    ['121:30:15', 121.504166667],
    ["N31°14'", 31.233333333],
    ['31.5°', 31.5],
    ['-0.5', -0.5],
    ['31°S', -31],
    ['3.457406e6', 3457406],
  ])('written %s is %d', (text, value) => {
    expect(readCoordinate(text)?.value).toBeCloseTo(value, 8);
  });

  test.each(['', '无', '121,5', '121.5.2', '121°61′', '121°30′75″', '1e9999x', '1e400', '-1e400°E', '121 30 15', '--1', '0x10', 'Infinity', 'NaN'])(
    'written “%s” is none',
    (text) => {
      expect(readCoordinate(text)).toBeNull();
    },
  );

  test('of any text at all is a finite number or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.°′″\'":EN东经度分秒+-eE １．') }), (text) => {
        const read = readCoordinate(text);
        expect(read === null || Number.isFinite(read.value)).toBe(true);
      }),
    );
  });
});

describe('a row', () => {
  const at = (x: string | null, y: string | null, system: Parameters<typeof openSystem>[0] = 'EPSG:4326') => decidePoint(x, y, openSystem(system), city);

  test('lies where its numbers say, in the system and the order that were said', () => {
    expect(at('121.4737', '31.2304')).toEqual({ ok: true, value: { lon: 121.4737, lat: 31.2304 } });
    expect(at('3457406.4355', '640060.3377', 'EPSG:4549')).toMatchObject({
      ok: true,
      value: { lon: expect.closeTo(121.47, 8), lat: expect.closeTo(31.23, 8) },
    });
  });

  test.each([
    [null, '31.2', 'EPSG:4326', 'census-position-missing', 'x'],
    ['121.4', ' ', 'EPSG:4326', 'census-position-missing', 'y'],
    ['0', '0', 'EPSG:4326', 'census-position-zero', 'x'],
    ['0.000', '０', 'EPSG:4549', 'census-position-zero', 'x'],
    ['31.2304', '121.4737', 'EPSG:4326', 'census-position-swapped', 'x'],
    ['640060', '3457406', 'EPSG:4549', 'census-position-swapped', 'x'],
    ['116.4', '39.9', 'EPSG:4326', 'census-position-outside-city', 'x'],
    ['121.4', '大约31', 'EPSG:4326', 'census-position-unreadable', 'y'],
    ['1e400', '31.2', 'EPSG:4326', 'census-position-unreadable', 'x'],
  ] as const)('with %s and %s in %s is refused as %s', (x, y, system, code, field) => {
    expect(at(x, y, system)).toMatchObject({ ok: false, rejection: { code, field } });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('that a geometry gives as %d is missing', (none) => {
    for (const [x, y] of [[none, 31.2] as const, [121.4, none] as const])
      expect(decideNumbers(x, y, openSystem('EPSG:4326'), city)).toMatchObject({ ok: false, rejection: { code: 'census-position-missing' } });
  });
});
