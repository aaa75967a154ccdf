import { describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { decideDoubts, listDoubts, takeBackDecisions } from '#db/queries/imports/import-doubts.ts';
import { named } from '#db/queries/imports/import-tables.ts';
import { followMerges, leaveRefused } from '#db/queries/imports/import-twins.ts';
import { rows, sql } from '#db/sql.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, refusedText, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

const decide = (id: string, decision: 'merge' | 'keep' | 'refuse', columns: number) =>
  decideDoubts(pool, id, { decision, rows: null, kind: null }, { columns, personId: null, at: '2026-11-23T03:00:00.000Z' });
const doubtsOf = async (id: string) =>
  (await listDoubts(pool, id, wholeCity, { after: 0, limit: 100 })).map(({ row, kind, said, otherRow, distanceM, here, there }) => ({
    row,
    kind,
    said,
    otherRow,
    distanceM,
    here,
    there,
  }));

describe('a row that was refused because its number stood twice in the file', () => {
  const heading = 'ObjID,小类名称,权属单位,状态,x,y,自编号,备注';
  const said = { source: 'twice', rules: { systemIsSure: true } };
  const first = '9901010105000071,电力井盖,市电力公司,完好,120.0051,30.0101,N-1,';
  const second = '9901010105000071,电力井盖,市电力公司,完好,120.0055,30.0101,N-2,';
  const standing = () =>
    rows<{ id: string; lon: number; sourceNumber: string }>(pool, sql`select id, st_x(geom)::float8 as lon, source_number from assets order by source_number`);

  it('does not silently move the well of that number when it is sent again alone, and is what a person says', async () => {
    const both = await apply(pool, await check(pool, await folder.write('both.csv', `${[heading, first, second].join('\n')}\n`), said));
    expect(both.counts).toMatchObject({ fresh: 1, refused: 1 });
    const [well] = await standing();
    const returned = await folder.write('returned.csv', await refusedText(pool, both));
    const again = await check(pool, returned, said);
    expect(again.counts).toMatchObject({ rows: 1, asked: 1, changed: 0 });
    expect(await doubtsOf(again.id)).toMatchObject([{ row: 2, kind: 'number_refused_before', said: '9901010105000071', there: { assetId: well?.id } }]);
    await apply(pool, again);
    expect(await standing()).toEqual([well]);
    // Known again by its owner's number or by its place, however both and the number are written; the row that has the number is not.
    const written = [
      second.replace('120.0055', '120.0056'),
      second.replace('120.0055', '120.005500').replace('N-2', ''),
      second.replace('9901010105000071', '990101 0105 000071'),
      `${first}另记`,
    ];
    for (const [i, line] of written.entries())
      expect((await check(pool, await folder.write('written.csv', `${[heading, line].join('\n')}\n`), said)).counts).toMatchObject(
        i < 3 ? { asked: 1, changed: 0 } : { asked: 0, changed: 1 },
      );
    await decide(again.id, 'keep', again.columns.length);
    expect((await apply(pool, again)).counts).toMatchObject({ fresh: 1, asked: 0 });
    const both2 = await standing();
    expect(both2.map(({ lon, sourceNumber }) => [lon, sourceNumber])).toEqual([
      [120.0051, 'N-1'],
      [120.0055, 'N-2'],
    ]);
    expect(both2[0]).toEqual(well);
  });

  it('changes nothing when the whole file comes again', async () => {
    const before = await standing();
    const again = await apply(pool, await check(pool, await folder.write('whole.csv', `${[heading, first].join('\n')}\n`), said));
    expect(again.counts).toMatchObject({ unchanged: 1, asked: 0 });
    expect(await standing()).toEqual(before);
  });

  it('is compared with its well when a person says that it is the same, and changes it then', async () => {
    const moved = await check(pool, await folder.write('moved.csv', `${[heading, first.replace('120.0051', '120.0075')].join('\n')}\n`), {
      ...said,
      source: 'moved',
    });
    expect(await doubtsOf(moved.id)).toMatchObject([{ row: 2, kind: 'moved_far' }]);
    await decide(moved.id, 'merge', moved.columns.length);
    expect((await apply(pool, moved)).counts).toMatchObject({ changed: 1, asked: 0 });
    expect((await standing()).map(({ lon }) => lon)).toEqual([120.0075, 120.0055]);
  });
});

describe('a row whose own place code is not where it lies', () => {
  const heading = '小类名称,权属单位,x,y,街道代码';
  const well = (x: string, code: string) => `污水,排水,${x},30.0105,${code}`;

  it('is asked, unless it lies at the border of the place it says or the code is none of today’s', async () => {
    const path = await folder.write(
      'places.csv',
      `${[heading, well('120.0101', '990101001'), well('120.0111', '990101002'), well('120.0121', '990102001000'), well('120.0198', '990101002'), well('120.0131', '990109009'), well('120.0141', '')].join('\n')}\n`,
    );
    const checked = await check(pool, path, { source: 'places', rules: { systemIsSure: true } });
    expect(checked.counts).toMatchObject({ rows: 6, fresh: 4, asked: 2 });
    expect(await doubtsOf(checked.id)).toMatchObject([
      { row: 3, kind: 'place_differs', said: '990101002', there: null },
      { row: 4, kind: 'place_differs', said: '990102001', there: null },
    ]);
    await decide(checked.id, 'merge', checked.columns.length);
    expect((await apply(pool, checked)).counts).toMatchObject({ fresh: 6, asked: 0 });
    expect(await rows(pool, sql`select distinct street_code from assets where class_code = '0102'`)).toEqual([{ streetCode: '990101001' }]);
  });
});

describe('a file whose rows are in two zones', () => {
  it('stops, and where the system is said to be right all the same, the rows that do not fit come back and the others are taken', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => {
      const [north, east] = openSystem(i % 2 === 0 ? 'EPSG:4549' : 'EPSG:4550').fromWgs84(120.001 + i * 0.0003, 30.01001);
      return `雨水,${north.toFixed(3)},${east.toFixed(3)}`;
    });
    const path = await folder.write('zones.csv', `${['小类名称,x,y', ...lines].join('\n')}\n`);
    expect((await check(pool, path, { source: 'zones', system: 'EPSG:4549' })).rejection?.code).toBe('census-system-doubted');
    const sure = await check(pool, path, { source: 'zones', system: 'EPSG:4549', rules: { systemIsSure: true } });
    expect(sure).toMatchObject({ state: 'checked', counts: { rows: 40, fresh: 20, refused: 20 } });
    const refused = await rows<{ code: string; row: number }>(pool, sql`select code, row from import_refusals where import_id = ${sure.id} order by row`);
    expect(
      refused.every(({ code, row }) => row % 2 === 1 && /outside/.test(code)),
      JSON.stringify(refused.slice(0, 3)),
    ).toBe(true);
  });
});

describe('a decision', () => {
  const heading = '小类名称,权属单位,x,y,自编号,ObjID';
  const well = (x: number, number: string, id = '') => `污水,排水,${x.toFixed(7)},30.0107,${number},${id}`;
  // Four in one row, each 0.4 m from the next (three doubts, one hanging on the other), one that is registered by its place, one owner's number twice.
  const lines = (x: number) => [
    ...[0, 1, 2, 3].map((i) => well(x + i * 0.0000042, `c${x}-${i}`)),
    ...[well(x + 0.0001, `r${x}`), well(x + 0.0002, `t${x}`), well(x + 0.0003, `t${x}`)],
  ];
  const fileAt = async (x: number) => {
    const rules = { systemIsSure: true, sameWithinM: 0.05 };
    const before = await folder.write('one.csv', `${[heading, well(x + 0.0001035, '')].join('\n')}\n`);
    await apply(pool, await check(pool, before, { source: 'taken back', rules }));
    return check(pool, await folder.write('all.csv', `${[heading, ...lines(x)].join('\n')}\n`), { source: 'taken back', rules });
  };
  const planOf = (id: string) => rows(pool, sql`select row, action, asset_id, other_row, first_row from ${named(`import_plan_${id}`)} order by row`);
  const refusalsOf = (id: string) => rows(pool, sql`select row, code from import_refusals where import_id = ${id} order by row`);
  const all = { rows: null, kind: null };
  const negated = (counts: object) => Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, 0 - Number(n)]));

  it('is taken back until its file is written, and then the plan is what the check found, whatever was followed since', async () => {
    const checked = await fileAt(120.0201);
    expect(checked.counts).toMatchObject({ rows: 7, asked: 5, fresh: 2 });
    const found = await planOf(checked.id);
    for (const decision of ['refuse', 'merge', 'keep'] as const) {
      const decided = await decide(checked.id, decision, checked.columns.length);
      expect(decided.rows).toBe(5);
      await followMerges(pool, checked.id); // as a writing does that was broken off before its first row
      await leaveRefused(pool, checked.id);
      const taken = await takeBackDecisions(pool, checked.id, all);
      expect(taken).toEqual({ rows: 5, counts: negated(decided.counts) });
      expect(await planOf(checked.id)).toEqual(found);
      expect(await refusalsOf(checked.id)).toEqual([]);
    }
    await decide(checked.id, 'keep', checked.columns.length);
    expect(await takeBackDecisions(pool, checked.id, { rows: [4], kind: null })).toMatchObject({ rows: 1 });
    const done = await apply(pool, checked);
    expect(done.counts).toMatchObject({ fresh: 6, asked: 1 });
    expect(await takeBackDecisions(pool, checked.id, all)).toMatchObject({ rows: 0 });
    await decide(checked.id, 'refuse', checked.columns.length);
    expect(await takeBackDecisions(pool, checked.id, all)).toMatchObject({ rows: 1 }); // decided late, and not written yet
    await decide(checked.id, 'keep', checked.columns.length);
    expect((await apply(pool, checked)).counts).toMatchObject({ fresh: 7, asked: 0 });
  });

  it('that a row is the same as one that is refused, said before or after, leaves it a well all the same', async () => {
    for (const [x, order] of [
      [120.0211, [4, 3] as const],
      [120.0221, [3, 4] as const],
    ] as const) {
      const checked = await fileAt(x);
      const by = { columns: checked.columns.length, personId: null, at: '2026-11-23T03:00:00.000Z' };
      let fresh = checked.counts.fresh ?? 0;
      for (const row of order)
        fresh += (await decideDoubts(pool, checked.id, { decision: row === 3 ? 'refuse' : 'merge', rows: [row], kind: null }, by)).counts.fresh;
      expect(fresh).toBe(3);
      expect((await apply(pool, checked)).counts).toMatchObject({ fresh: 3, refused: 1, merged: 0, asked: 3 });
      expect(await rows(pool, sql`select source_number from assets where source_number like ${`c${x}-%`} order by 1`)).toEqual([
        { sourceNumber: `c${x}-0` },
        { sourceNumber: `c${x}-2` },
      ]);
    }
  });
});

describe('a file whose coordinates change after its first twenty thousand rows', () => {
  it('stops, although its beginning lies where it should, and nothing of it is kept', { timeout: 60_000 }, async () => {
    const right = Array.from(
      { length: 20_100 },
      (_, i) => `雨水,排水,${(120.0005 + (i % 390) * 0.0001).toFixed(6)},${(30.01 + Math.floor(i / 390) * 0.0000008).toFixed(7)},`,
    );
    const swapped = Array.from({ length: 9_000 }, (_, i) => `雨水,排水,30.0105,${(120.0005 + (i % 390) * 0.0001).toFixed(6)},`);
    const path = await folder.write('turned.csv', `${['小类名称,权属单位,x,y,街道代码', ...right, ...swapped].join('\n')}\n`);
    const stopped = await check(pool, path, { source: 'turned' });
    expect(stopped).toMatchObject({ state: 'stopped', rejection: { code: 'census-system-doubted' } });
    expect(await rows(pool, sql`select row from import_refusals where import_id = ${stopped.id}`)).toEqual([]);
    expect(await rows(pool, sql`select tablename from pg_tables where tablename = ${`import_rows_${stopped.id}`}`)).toEqual([]);
  });
});
