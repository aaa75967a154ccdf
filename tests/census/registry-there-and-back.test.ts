import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CensusFormat, censusFormats } from '#census/census-file.ts';
import { type ExchangeKey, exchangeFields } from '#census/exchange-fields.ts';
import { takeOut } from '#census/out/take-out.ts';
import { fileKinds } from '#census/out/write-census.ts';
import type { Pool } from '#db/pool.ts';
import type { AssetFilter } from '#db/queries/assets/asset-filters.ts';
import { type ExportedAsset, type ExportSelection, exportAssets, exportedKeys } from '#db/queries/imports/exports.ts';
import { type CoordinateSystem, knownSystemCodes, writeSystem } from '#domain/coordinates/systems.ts';
import { metresBetween } from '#domain/match/error-density.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
  await fill(database.pool);
});
afterAll(() => database.drop());

const grid: CoordinateSystem = { grid: { centralMeridian: 121.4667, latitudeOfOrigin: 31.2333, rotationSeconds: 12.5, shiftEast: -3457 } };
const systems: CoordinateSystem[] = [...knownSystemCodes, grid];
const toleranceM = (system: CoordinateSystem) => (system === 'GCJ-02' ? 0.2 : system === 'BD-09' ? 0.4 : 0.01);
const rules = { systemIsSure: true };

/** A well that says all there is to say. */
const whole = (i: number): Partial<Record<ExchangeKey, string>> => ({
  ...{ number: `9901010105${String(700 + i).padStart(6, '0')}`, sourceNumber: `DL-${i}`, name: '电力井盖', classCode: '0105' },
  ...{ authorityCode: 'centre-990000', ownerCode: 'power', maintainerCode: 'lamps', gridCell: '310104007001', status: i % 2 === 0 ? '完好' : '破损' },
  ...{ firstRecordedOn: '2015-03-02', changedOn: '2024-05-01', dataSource: i % 2 === 0 ? '普查' : '实测', positionAccuracyM: '0.05' },
  note: "“井”、a,b; 'c' = 1\n第二行",
  ...{ howMeasured: i % 2 === 0 ? '移动测量' : '甲公司车载扫描', districtCode: '990101', streetCode: '990101001', address: `桥头路${i}号，近河` },
  ...{ locationKind: '人行道', ownerConfidence: '0.75', ownerEvidence: i % 2 === 0 ? '单位认领' : '竣工图 7', depthM: '1.85', chamberSizeMm: '1200' },
  ...{ chamberMaterial: '砖砌', yearBuilt: '1998', hasAntiFallNet: '是', floodProne: '否' },
  ...{ lastVerifiedOn: '2025-11-20', coverShape: '矩形', coverSizeMm: '900', coverWidthMm: '600', clearOpeningMm: '550', coverMaterial: '复合材料' },
  ...{ coverLoadClass: 'C250', coverMaker: '某厂 & 子', coverLettering: '电力', coverBolted: '是', coverVented: '否', coverSmartSensor: '是' },
  ...{ levelDifferenceMm: '-3.5', coverFittedOn: '2019-07-08' },
});
const bare = (i: number): Partial<Record<ExchangeKey, string>> => ({ classCode: '0103', ...(i % 2 === 0 ? {} : { status: '丢失', ownerCode: 'drainage' }) });

/** Wells that say all or hardly anything, numbers of their own and minted ones, two streets. */
const fill = async (pool: Pool): Promise<void> => {
  const keys = [...new Set(Object.keys(whole(0)))] as ExchangeKey[];
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: 12 }, (_, i) => {
    const said = i < 6 ? whole(i) : bare(i);
    return [...keys.map((key) => cell(said[key])), (120.003012345 + i * 0.0007123).toFixed(9), (30.010123456 + i * 0.0000123).toFixed(9)].join(',');
  });
  const path = await folder.write('first.csv', `${[...keys, 'x', 'y'].map((key) => exchangeFields[key as ExchangeKey].name).join(',')}\n${lines.join('\n')}\n`);
  expect((await apply(pool, await check(pool, path, { source: 'first', rules }))).counts).toMatchObject({ rows: 12, fresh: 12, adopted: 6 });
};

const selectionOf = (filter: AssetFilter): ExportSelection => ({ reach: wholeCity, filter, words: undefined, verifiedSince: '2020-01-01' });
const filters: AssetFilter[] = [{}, { classCodes: ['0105'], statuses: ['damaged'] }];

let files = 0;
const out = async (format: CensusFormat, system: CoordinateSystem, filter: AssetFilter): Promise<string> => {
  const pieces: Uint8Array[] = [];
  const wanted = { format, system, encoding: 'utf-8' as const, selection: selectionOf(filter), asked: {}, personId: null, now: () => now };
  for await (const piece of takeOut(database.pool, wanted)) pieces.push(piece);
  const path = folder.path(`${++files}.${fileKinds[format].extension}`);
  await writeFile(path, Buffer.concat(pieces));
  return path;
};
const isTable = (format: CensusFormat) => format === 'csv' || format === 'xlsx';
const saidOf = (format: CensusFormat, system: CoordinateSystem) => ({
  ...{ source: `${format} ${writeSystem(system)}`.slice(0, 80), rules },
  system: isTable(format) ? writeSystem(system) : null,
});
const standing = async (pool: Pool, filter: AssetFilter): Promise<ExportedAsset[]> => {
  const all: ExportedAsset[] = [];
  for await (const batch of exportAssets(pool, selectionOf(filter))) all.push(...batch);
  const plate = exportedKeys.indexOf('plate');
  return all.sort((a, b) => (a.values[plate] ?? '').localeCompare(b.values[plate] ?? ''));
};
const fieldsOf = ({ values }: ExportedAsset) => Object.fromEntries(exportedKeys.map((key, i) => [key, values[i]]));

describe('the registry, taken out', () => {
  test.each(censusFormats.flatMap((format) => systems.map((system) => ({ format, system }))))(
    'as $format in $system and taken in again changes nothing, whole or a part of it',
    { timeout: 60_000 },
    async ({ format, system }) => {
      for (const filter of filters) {
        const rows = (await standing(database.pool, filter)).length;
        expect(rows).toBeGreaterThan(0);
        const given = await check(database.pool, await out(format, system, filter), saidOf(format, system));
        expect(given).toMatchObject({ state: 'checked', rejection: null, counts: { rows, unchanged: rows, fresh: 0, changed: 0, asked: 0, refused: 0 } });
      }
    },
  );

  // Every form once, and every system once.
  test.each(systems.map((system, i) => ({ system, format: censusFormats[i % censusFormats.length] ?? 'csv' })))(
    'as $format in $system makes the same wells in a registry that holds none, field by field',
    { timeout: 60_000 },
    async ({ format, system }) => {
      const fresh = await cloneDatabase({ prepared: false });
      try {
        const wanted = await standing(database.pool, {});
        const given = await check(fresh.pool, await out(format, system, {}), saidOf(format, system));
        expect((await apply(fresh.pool, given)).counts).toMatchObject({ rows: wanted.length, fresh: wanted.length, adopted: wanted.length });
        const made = await standing(fresh.pool, {});
        expect(made.map(fieldsOf)).toEqual(wanted.map(fieldsOf));
        made.forEach((one, i) => {
          expect(metresBetween(one, wanted[i] ?? one)).toBeLessThan(toleranceM(system));
        });
      } finally {
        await fresh.drop();
      }
    },
  );
});
