import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CensusFormat, censusFormats } from '#census/census-file.ts';
import { readDeclared } from '#census/declared-system.ts';
import { type ExchangeKey, exchangeFields, exchangeKeys, recogniseColumns } from '#census/exchange-fields.ts';
import { openCensus } from '#census/open-census.ts';
import type { OutRow, OutTable } from '#census/out/out-table.ts';
import { fileKinds, writeCensus } from '#census/out/write-census.ts';
import { noteOnSize } from '#census/out/write-shapefile.ts';
import { type CoordinateSystem, knownSystemCodes } from '#domain/coordinates/systems.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { metresBetween } from '#domain/match/error-density.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
const fields = exchangeKeys.filter((key) => key !== 'x' && key !== 'y');
const grid: CoordinateSystem = { grid: { centralMeridian: 121.4667, latitudeOfOrigin: 31.2333, rotationSeconds: 12.5, shiftEast: -3457 } };
const systems: CoordinateSystem[] = [...knownSystemCodes, grid];
const on = new Date('2026-01-02T00:00:00Z');

interface Row {
  readonly values: Readonly<Record<ExchangeKey, string | null>>;
  readonly lon: number;
  readonly lat: number;
}

const text = fc
  .string({
    unit: fc.constantFrom('井', '盖', 'a', 'Z', '7', ' ', '"', ',', '\n', '<', '&', "'", '_x0041_', '𠮷', '（', '=', '\\', ';', '\t'),
    minLength: 1,
    maxLength: 120,
  })
  .map((raw) => `字${raw.trim()}末`);
const kinds = {
  text,
  integer: fc.integer({ min: -5000, max: 99_999 }).map(String),
  number: fc.integer({ min: 1, max: 9_999_999 }).map((n) => String(n / 1000)),
  date: fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  flag: fc.constantFrom('是', '否'),
};
const shortText = new Set<ExchangeKey>(exchangeKeys.filter((key) => !['note', 'address'].includes(key)));
const anyValue = (key: ExchangeKey) => {
  if (key === 'number') return fc.bigInt({ min: 10n ** 15n, max: 10n ** 16n - 1n }).map(String);
  const { kind } = exchangeFields[key];
  return kind === 'text' && shortText.has(key) ? text.map((long) => [...long].slice(0, 40).join('').trim()) : kinds[kind];
};
const values = fc.record(Object.fromEntries(exchangeKeys.map((key) => [key, fc.option(anyValue(key), { freq: 4 })]))) as fc.Arbitrary<Row['values']>;
const row = fc.record({ values, lon: fc.double({ min: 120.9, max: 122.1, noNaN: true }), lat: fc.double({ min: 30.7, max: 31.8, noNaN: true }) });

const tableOf = (rows: readonly Row[], system: CoordinateSystem): OutTable => {
  const { fromWgs84 } = openSystem(system, 'east-north');
  const batch = rows.map(({ values: row, lon, lat }): OutRow => {
    const [x, y] = fromWgs84(lon, lat);
    return { values: fields.map((key) => row[key]), point: { x, y } };
  });
  return {
    fields,
    system,
    batches: (async function* () {
      yield batch.slice(0, 2);
      yield batch.slice(2);
    })(),
  };
};

let files = 0;
const there = async (format: CensusFormat, table: OutTable, encoding: 'utf-8' | 'gb18030' = 'utf-8'): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCensus(format, table, { encoding, on })) pieces.push(Buffer.from(piece));
  const path = scratch.path(`${++files}.${fileKinds[format].extension}`);
  await writeFile(path, Buffer.concat(pieces));
  return path;
};

const back = async (path: string, system: CoordinateSystem): Promise<Row[]> => {
  const file = await openCensus(path);
  const keys = recogniseColumns(file.columns);
  const [table, geometry] = [openSystem(system), openSystem(system, 'east-north')];
  return (await allRecords(file)).map(({ values: cells, point, fault }) => {
    expect(fault).toBeUndefined();
    const found = Object.fromEntries(exchangeKeys.map((key) => [key, cells[keys.indexOf(key)] ?? null])) as Row['values'];
    const [lon, lat] = point ? geometry.toWgs84(point.x, point.y) : table.toWgs84(Number(found.x), Number(found.y));
    return { values: found, lon, lat };
  });
};

const comparable = ({ values: row }: Row) => fields.map((key) => [key, row[key]]);
const tolerance = (system: CoordinateSystem) => (system === 'GCJ-02' ? 0.2 : system === 'BD-09' ? 0.4 : 0.01);

describe('what goes out comes back in unchanged', () => {
  const cases = censusFormats.flatMap((format) => systems.map((system) => ({ format, system })));
  test.each(cases)('as $format in $system', async ({ format, system }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const returned = await back(await there(format, tableOf(rows, system)), system);
        expect(returned.map(comparable)).toEqual(rows.map(comparable));
        returned.forEach((one, i) => {
          expect(metresBetween(one, rows[i] ?? one)).toBeLessThan(tolerance(system));
        });
      }),
      { numRuns: 8 },
    );
  });

  test('and a Shapefile whose table is beyond 2 GB says so in its zip, in both languages', () => {
    expect(noteOnSize(2 ** 31 - 1)).toBeNull();
    for (const words of ['超过 2 GB', 'larger than 2 GB', '2147483648']) expect(noteOnSize(2 ** 31)).toContain(words);
  });

  test('and a workbook that would not hold all rows is refused, not cut', async () => {
    const [one] = fc.sample(row, 1);
    const batch = tableOf(one ? [one] : [], 'EPSG:4326');
    const endless: OutTable = {
      ...batch,
      fields: ['number'],
      batches: (async function* () {
        for (;;) yield Array.from({ length: 50_000 }, () => ({ values: ['1'], point: { x: 0, y: 0 } }));
      })(),
    };
    const written = async () => {
      let bytes = 0;
      for await (const piece of writeCensus('xlsx', endless, { encoding: 'utf-8', on })) bytes += piece.length;
      return bytes;
    };
    await expect(written()).rejects.toMatchObject({ rejection: { code: 'export-too-many-rows', params: { limit: 1_048_575 } } });
  }, 120_000);

  test('as CSV in GB18030, whatever the characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const path = await there('csv', tableOf(rows, 'EPSG:4326'), 'gb18030');
        expect((await back(path, 'EPSG:4326')).map(comparable)).toEqual(rows.map(comparable));
      }),
      { numRuns: 20 },
    );
  });

  test.each(['shapefile', 'geopackage', 'geojson'] as const)('and a %s says its coordinate system itself', async (format) => {
    const [one] = fc.sample(row, 1);
    for (const system of systems) {
      const file = await openCensus(await there(format, tableOf(one ? [one] : [], system)));
      await file.close();
      expect(readDeclared(file.declaredSystem ?? '')).toEqual(system);
    }
  });
});
