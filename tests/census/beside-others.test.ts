import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { inTransaction } from '#db/pool.ts';
import { decideDoubts, listDoubts, takeBackDecisions } from '#db/queries/imports/import-doubts.ts';
import { getImport, type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { dissolve } from '#db/queries/places/dissolving.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, refusedText, type SaidOfFile, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
  pool = database.pool;
});
afterAll(() => database.drop());

const sure = { systemIsSure: true } as const;
const west = ['990101'];
const headingOf = 'ObjID,小类名称,权属单位,状态,x,y,自编号,井深,备注';
let files = 0;
const checked = async (said: SaidOfFile, ...lines: string[]): Promise<ImportRow> => {
  const path = await folder.write(`f${files++}.csv`, `${[headingOf, ...lines].join('\n')}\n`);
  return check(pool, path, { rules: sure, ...said });
};
const made = async (...lines: string[]): Promise<string[]> => {
  const { id } = await apply(pool, await checked({ rules: { ...sure, nearInFile: 'keep', nearRegistered: 'keep' } }, ...lines));
  return (await rows<{ id: string }>(pool, sql`select id from assets where import_id = ${id} order by import_row`)).map((one) => one.id);
};
const well = (id: string) =>
  oneRow<{
    lon: number;
    ownerId: string;
    status: string;
    note: string | null;
    depthM: number | null;
    version: number;
    districtCode: string;
    mergedInto: string | null;
  }>(pool, sql`select st_x(geom)::float8 as lon, owner_id, status, note, depth_m, version, district_code, merged_into from assets where id = ${id}`);
const count = async () => (await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from assets where merged_into is null`)).n;
const decide = (id: string, decision: 'merge' | 'keep' | 'refuse') =>
  decideDoubts(pool, id, { decision, rows: null, kind: null }, { columns: 9, personId: null, at: now });
const again = ({ id }: ImportRow) => workOn(pool, id, 'check', { now: () => now });
const doubts = async (id: string) =>
  (await listDoubts(pool, id, wholeCity, { after: 0, limit: 100 })).map(({ row, kind, assetId, changes }) => ({ row, kind, assetId, changes }));

describe('a registrar of one district', () => {
  it('cannot take, move or remove a well of another by its number, and is told so and no more', async () => {
    const [east = ''] = await made(',电力井盖,市电力公司,完好,120.046,30.0201,E-1,2.0,');
    const before = await well(east);
    const theirs = await checked({ districts: west, rules: { ...sure, movedFarM: 100_000 } }, `${east},电力井盖,市燃气公司,移除,120.006,30.0101,E-1,,`);
    expect(theirs.counts).toMatchObject({ rows: 1, refused: 1, changed: 0, fresh: 0, asked: 0 });
    expect(await refusedText(pool, theirs)).toMatch(/ObjID.*不在您登记的范围内.*lies outside what you register/s);
    expect(await rows(pool, sql`select params from import_refusals where import_id = ${theirs.id}`)).toEqual([{ params: { number: east } }]);
    await apply(pool, theirs);
    expect(await well(east)).toEqual(before);
  });

  it('is not told of a well beyond the border that has only its owner’s number in common, nor how far it is', async () => {
    await made(',电力井盖,市电力公司,完好,120.0462,30.0201,E-2,2.0,');
    const theirs = await checked({ districts: west }, ',电力井盖,市电力公司,完好,120.0062,30.0101,E-2,,');
    expect(theirs.counts).toMatchObject({ fresh: 1, asked: 0, refused: 0 });
  });

  it('cannot merge a row with a well that has left the district since it was doubted', async () => {
    const [near = ''] = await made(',电力井盖,市电力公司,完好,120.0064,30.0101,,2.0,');
    const theirs = await checked({ districts: west }, ',电力井盖,市电力公司,损坏,120.006402,30.0101,,,');
    expect(await doubts(theirs.id)).toMatchObject([{ kind: 'near_registered', assetId: near }]);
    await affected(pool, sql`update assets set district_code = '990102', street_code = '990102001' where id = ${near}`);
    expect(await listDoubts(pool, theirs.id, theirs.reach, { after: 0, limit: 10 })).toMatchObject([{ assetId: null, distanceM: null, there: null }]);
    await decide(theirs.id, 'merge');
    expect((await apply(pool, theirs)).counts).toMatchObject({ refused: 1, changed: 0, asked: 0 });
    expect(await well(near)).toMatchObject({ status: 'intact', districtCode: '990102' });
  });
});

describe('what a person writes between check and apply', () => {
  it('is not overwritten: the row is asked, with what the well says now, and both answers are kept to', async () => {
    const [a = '', b = '', c = ''] = await made(
      ',污水,排水,完好,120.0071,30.0101,,1.0,',
      ',污水,排水,完好,120.0073,30.0101,,1.0,',
      ',污水,排水,完好,120.0075,30.0101,,1.0,',
    );
    const given = await checked(
      {},
      `${a},污水,排水,完好,120.0071,30.0101,,3.3,file`,
      `${b},污水,排水,完好,120.0073,30.0101,,3.3,file`,
      `${c},污水,排水,完好,120.0075,30.0101,,3.3,file`,
    );
    expect(given.counts).toMatchObject({ changed: 3 });
    await affected(pool, sql`update assets set status = 'missing', note = 'stolen' where id = any (${[a, b]})`);
    await affected(pool, sql`update assets set address = 'No 1' where id = ${c}`); // nothing that the row speaks of
    expect((await apply(pool, given)).counts).toMatchObject({ changed: 1, asked: 2 });
    expect(await well(a)).toMatchObject({ status: 'missing', note: 'stolen', depthM: 1, version: 2 });
    expect(await well(c)).toMatchObject({ status: 'intact', note: 'file', depthM: 3.3, version: 3 });
    const changes = { depth_m: [1, 3.3], note: ['stolen', 'file'], status: ['missing', 'intact'] };
    expect(await doubts(given.id)).toMatchObject([
      { row: 2, kind: 'changed_since', assetId: a, changes },
      { row: 3, kind: 'changed_since', assetId: b, changes },
    ]);
    const by = { columns: 9, personId: null, at: now };
    expect(await decideDoubts(pool, given.id, { decision: 'keep', rows: [2], kind: null }, by)).toMatchObject({
      rows: 1,
      counts: { asked: -1, fresh: 0, unchanged: 1 },
    });
    expect(await takeBackDecisions(pool, given.id, { rows: null, kind: 'changed_since' })).toMatchObject({ rows: 1, counts: { asked: 1, unchanged: -1 } });
    expect(await doubts(given.id)).toMatchObject([{ row: 2, kind: 'changed_since', changes }, { row: 3 }]);
    await decideDoubts(pool, given.id, { decision: 'keep', rows: [2], kind: null }, by);
    await decideDoubts(pool, given.id, { decision: 'merge', rows: [3], kind: null }, by);
    expect((await apply(pool, given)).counts).toMatchObject({ changed: 2, unchanged: 1, fresh: 0, asked: 0 });
    expect(await well(a)).toMatchObject({ status: 'missing', note: 'stolen', version: 2 });
    expect(await well(b)).toMatchObject({ status: 'intact', note: 'file', depthM: 3.3 });
    expect(await rows(pool, sql`select changes from asset_events where asset_id = ${b} and source = 'import'`)).toEqual([{ changes }]);
  });

  it('is asked of again when it is written after the decision too', async () => {
    const [a = ''] = await made(',污水,排水,完好,120.0081,30.0101,,1.0,');
    const given = await checked({}, `${a},污水,排水,损坏,120.0081,30.0101,,,`);
    await affected(pool, sql`update assets set status = 'missing' where id = ${a}`);
    await apply(pool, given);
    await decide(given.id, 'merge');
    await affected(pool, sql`update assets set status = 'abandoned' where id = ${a}`);
    expect((await apply(pool, given)).counts).toMatchObject({ changed: 0, asked: 1 });
    expect(await doubts(given.id)).toMatchObject([{ kind: 'changed_since', changes: { status: ['abandoned', 'damaged'] } }]);
    expect(await well(a)).toMatchObject({ status: 'abandoned' });
  });
});

describe('two imports of one file, both checked', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `,雨水,排水,完好,${(120.009 + i * 0.0001).toFixed(4)},30.0102,R-${i},1.0,`);
  it('make its wells once, applied one after the other or at once', { timeout: 60_000 }, async () => {
    const before = await count();
    const [one, two] = [await checked({}, ...lines), await checked({}, ...lines)];
    await apply(pool, one);
    expect((await apply(pool, two)).counts).toMatchObject({ fresh: 0, unchanged: 20 });
    expect(await count()).toBe(before + 20);
    const others = lines.map((line) => line.replace('30.0102', '30.0103').replace('R-', 'S-'));
    const [three, four] = [await checked({}, ...others), await checked({}, ...others)];
    await Promise.all([apply(pool, three), apply(pool, four)]);
    expect(await count()).toBe(before + 40);
  });

  it('make a row once that a person called another well in both', async () => {
    const twins = [',雨水,排水,完好,120.0121,30.0102,,1.0,', ',雨水,排水,完好,120.012102,30.0102,,1.0,'];
    const before = await count();
    const [one, two] = [await checked({}, ...twins), await checked({}, ...twins)];
    await decide(one.id, 'keep');
    await decide(two.id, 'keep');
    await apply(pool, one);
    expect((await apply(pool, two)).counts).toMatchObject({ fresh: 0, unchanged: 2 });
    expect(await count()).toBe(before + 2);
  });

  it('find a well that a person has put there since', async () => {
    const [other = ''] = await made(',雨水,排水,完好,120.0135,30.0102,,1.0,');
    const given = await checked({}, ',雨水,排水,完好,120.0131,30.0102,,1.0,');
    await affected(pool, sql`update assets set geom = st_setsrid(st_point(120.0131, 30.0102), 4326) where id = ${other}`);
    await affected(pool, sql`insert into asset_events (asset_id, at, action, source, changes) values (${other}, ${now}, 'changed', 'survey', '{}')`);
    expect((await apply(pool, given)).counts).toMatchObject({ fresh: 0, unchanged: 1 });
  });
});

describe('an import that was broken off with rows in the registry', () => {
  it('is checked anew after a crash of the database, finds its own rows, and doubles none', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `,雨水,排水,完好,${(120.015 + i * 0.0001).toFixed(4)},30.0102,,1.0,`);
    const given = await checked({}, ...lines);
    const before = await count();
    await apply(pool, given);
    // as a crash in the middle leaves it: four rows to go, no rows staged
    await affected(pool, sql`update assets set note = 'seen by a person' where import_id = ${given.id} and import_row = 2`);
    await affected(pool, sql`update imports set state = 'applying', applied_at = null where id = ${given.id}`);
    expect(await apply(pool, given)).toMatchObject({ rejection: { code: 'import-not-checked' } });
    await updateImport(pool, given.id, { rules: { ...given.rules, nearRegistered: 'keep', sameWithinM: 0 } });
    expect((await again(given)).counts).toMatchObject({ rows: 10, fresh: 0, unchanged: 10 });
    expect(await apply(pool, given)).toMatchObject({ state: 'applied', counts: { fresh: 0, unchanged: 10 } });
    expect(await count()).toBe(before + 10);
  });

  it('asks before it puts back what a person changed in a row of its own, and takes what was said of it since', async () => {
    const given = await checked({ source: 'broken' }, ',雨水,排水,完好,120.0161,30.0102,,1.0,', ',雨水,排水,完好,120.0163,30.0102,,1.0,');
    await apply(pool, given);
    await affected(pool, sql`update assets set status = 'missing' where import_id = ${given.id} and import_row = 2`);
    await updateImport(pool, given.id, { state: 'waiting', mapping: { ...given.mapping, 井深: null, 备注: null } });
    const anew = await again(given);
    expect(anew.counts).toMatchObject({ fresh: 0, asked: 1, unchanged: 1 });
    expect(await doubts(given.id)).toMatchObject([{ row: 2, kind: 'changed_since', changes: { status: ['missing', 'intact'] } }]);
  });
});

describe('a number that was merged twice', () => {
  it('writes into the record that stands, and not into one between', async () => {
    const [a = '', b = '', c = ''] = await made(
      ',污水,排水,完好,120.0171,30.0101,,1.0,',
      ',污水,排水,完好,120.0173,30.0101,,1.0,',
      ',污水,排水,完好,120.0175,30.0101,,1.0,',
    );
    await affected(pool, sql`update assets set merged_into = ${b} where id = ${a}`);
    await affected(pool, sql`update assets set merged_into = ${c} where id = ${b}`);
    await apply(pool, await checked({}, `${a},污水,排水,完好,120.0175,30.0101,,4.4,chain`));
    expect(await well(b)).toMatchObject({ note: null, depthM: 1 });
    expect(await well(c)).toMatchObject({ note: 'chain', depthM: 4.4 });
  });

  it('is followed when the merge comes between check and apply', async () => {
    const [a = '', b = ''] = await made(',污水,排水,完好,120.0181,30.0101,,1.0,', ',污水,排水,完好,120.0183,30.0101,,1.0,');
    const given = await checked({}, `${a},污水,排水,完好,120.0181,30.0101,,4.4,`);
    await affected(pool, sql`update assets set merged_into = ${b} where id = ${a}`);
    expect((await apply(pool, given)).counts).toMatchObject({ changed: 0, asked: 1 });
    expect(await doubts(given.id)).toMatchObject([{ kind: 'changed_since', assetId: b }]);
    expect(await well(a)).toMatchObject({ depthM: 1 });
  });
});

describe('a district that is dissolved between check and apply', () => {
  it('leaves no new well in it, and no unit that ended as an owner', async () => {
    const given = await checked({}, ',雨水,road-990102,完好,120.047,30.0202,,1.0,', ',雨水,排水,完好,120.0472,30.0202,,1.0,');
    expect(given.counts).toMatchObject({ fresh: 2 });
    await inTransaction(pool, (client) => dissolve(client, { gone: '990102', into: '990101', on: '2026-11-20', at: now, doneAt: now, why: 'decree' }));
    expect(await apply(pool, given)).toMatchObject({ state: 'applied', counts: { fresh: 2 } });
    const there = await rows(
      pool,
      sql`select a.district_code, left(a.street_code, 6) as of, s.retired_on, a.owner_id from assets a join places s on s.code = a.street_code where a.import_id = ${given.id} order by a.import_row`,
    );
    expect(there).toEqual([
      { districtCode: '990101', of: '990101', retiredOn: null, ownerId: 'road-990101' },
      { districtCode: '990101', of: '990101', retiredOn: null, ownerId: 'drainage' },
    ]);
  });
});

it('a program that comes after another has done its work leaves an applied import as it is', async () => {
  const given = await checked({}, ',雨水,排水,完好,120.0191,30.0102,,1.0,');
  await updateImport(pool, given.id, { state: 'applying' });
  const onlyIf = 'applying';
  const four = await Promise.all([1, 2, 3, 4].map(() => workOn(pool, given.id, 'apply', { now: () => now, onlyIf })));
  expect(four.map(({ state }) => state)).toContain('applied');
  expect(await getImport(pool, given.id)).toMatchObject({ state: 'applied', rejection: null, counts: { fresh: 1 } });
});
