import { describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { decideDoubts, listDoubts } from '#db/queries/imports/import-doubts.ts';
import { getImport } from '#db/queries/imports/imports.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { wordError } from '#domain/contract/errors.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { now } from '../support/city.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, heading, refusedText, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

const csv = (name: string, ...lines: string[]) => folder.write(name, `${[heading, ...lines].join('\n')}\n`);
const count = async () => (await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from assets`)).n;
const state = () =>
  rows(pool, sql`select a.*, c.load_class, c.size_mm from assets a left join covers c on c.asset_id = a.id and c.removed_on is null order by a.id`);

describe('a census into an empty registry', () => {
  it('resolves place, road, class and owner, adopts valid numbers, mints the others and says where each came from', async () => {
    const path = await csv(
      'first.csv',
      '9901010105000007,电力井盖,市电力公司,完好,120.005,30.01,桥头路,D400,圆形,700,球墨铸铁,P-1,1.8,2024-05-01',
      ',雨水,排水,破损,120.025,30.01001,,D400,round,７００,ductile_iron,R-1,2,2024/5/1',
      'X-77,0101,,丢失,"120°3′0""E",30.02,东山路,,,,,,,',
    );
    const checked = await check(pool, path);
    expect(checked).toMatchObject({ state: 'checked', rejection: null, counts: { rows: 3, fresh: 3, refused: 0, asked: 0 } });
    expect(await count()).toBe(0);
    const done = await apply(pool, checked);
    expect(done).toMatchObject({ state: 'applied', counts: { rows: 3, fresh: 3, adopted: 1, aliases: 1 } });
    expect(
      await rows(
        pool,
        sql`select left(a.id, 16) as number, a.class_code, a.street_code, a.road_id, a.location_kind, a.owner_id, a.status, a.import_row, c.load_class, c.size_mm from assets a left join covers c on c.asset_id = a.id order by a.import_row`,
      ),
    ).toEqual([
      {
        number: '9901010105000007',
        classCode: '0105',
        streetCode: '990101001',
        roadId: 1,
        locationKind: 'carriageway',
        ownerId: 'power',
        status: 'intact',
        importRow: 2,
        loadClass: 'D400',
        sizeMm: 700,
      },
      {
        number: '9901010103000001',
        classCode: '0103',
        streetCode: '990101002',
        roadId: 1,
        locationKind: 'carriageway',
        ownerId: 'drainage',
        status: 'damaged',
        importRow: 3,
        loadClass: 'D400',
        sizeMm: 700,
      },
      {
        number: '9901020101000001',
        classCode: '0101',
        streetCode: '990102001',
        roadId: 2,
        locationKind: 'carriageway',
        ownerId: null,
        status: 'missing',
        importRow: 4,
        loadClass: null,
        sizeMm: null,
      },
    ]);
    expect(await rows(pool, sql`select number, reason from asset_aliases`)).toEqual([{ number: 'X-77', reason: 'malformed' }]);
  });

  it('changes nothing when the same file comes again, and only what differs when a row was changed, with its event and its version', async () => {
    const before = await state();
    const same = await csv(
      'again.csv',
      '9901010105000007,电力井盖,市电力公司,完好,120.005,30.01,桥头路,D400,圆形,700,球墨铸铁,P-1,1.8,2024-05-01',
      ',雨水,排水,破损,120.025,30.01001,,D400,round,７００,ductile_iron,R-1,2,2024/5/1',
      'X-77,0101,,丢失,"120°3′0""E",30.02,东山路,,,,,,,',
    );
    const again = await apply(pool, await check(pool, same));
    expect(again).toMatchObject({ state: 'applied', counts: { rows: 3, fresh: 0, changed: 0, unchanged: 3 } });
    expect(await state()).toEqual(before);
    const changed = await csv('changed.csv', '9901010105000007,电力井盖,市电力公司,破损,120.005,30.01,桥头路,E600,圆形,700,球墨铸铁,P-1,1.9,2024-06-01');
    const done = await apply(pool, await check(pool, changed));
    expect(done.counts).toMatchObject({ changed: 1, fresh: 0 });
    expect(
      await rows(
        pool,
        sql`select a.status, a.depth_m, a.version, c.load_class, e.changes, e.source, e.import_row from assets a join covers c on c.asset_id = a.id join asset_events e on e.asset_id = a.id where a.import_row = 2`,
      ),
    ).toEqual([
      {
        status: 'damaged',
        depthM: 1.9,
        version: 2,
        loadClass: 'E600',
        changes: { status: ['intact', 'damaged'], depth_m: [1.8, 1.9], 'cover.load_class': ['D400', 'E600'] },
        source: 'import',
        importRow: 2,
      },
    ]);
    const old = await check(
      pool,
      await csv('old.csv', '9901010105000007,电力井盖,市电力公司,完好,120.005,30.01,桥头路,D400,圆形,700,球墨铸铁,P-1,1.8,2024-05-01'),
    );
    expect(old.counts).toMatchObject({ older: 1, changed: 0 });
  });
});

describe('a cover of which only some is known', () => {
  it('is kept with what is known, stays as it is when the file comes again, and is filled in by a later one', async () => {
    const partly = ',雨水,排水,完好,120.0388,30.01,桥头路,B125,,,,K-1,,2024-01-01';
    const bare = ',雨水,排水,完好,120.0386,30.01,桥头路,,,,,K-2,,2024-01-01';
    const first = await apply(pool, await check(pool, await csv('partly.csv', partly, bare), { source: 'partly' }));
    expect(first.counts).toMatchObject({ fresh: 2 });
    const covers = () =>
      rows(
        pool,
        sql`select a.source_number, c.shape, c.size_mm, c.material, c.load_class, a.hazards from assets a left join covers c on c.asset_id = a.id where a.source_number in ('K-1', 'K-2') order by 1`,
      );
    const none = { shape: null, sizeMm: null, material: null };
    const nothing = { sourceNumber: 'K-2', ...none, loadClass: null, hazards: [] };
    expect(await covers()).toEqual([{ sourceNumber: 'K-1', ...none, loadClass: 'B125', hazards: ['weak_cover'] }, nothing]);
    const again = await apply(pool, await check(pool, await csv('partly-again.csv', partly, bare), { source: 'partly' }));
    expect(again.counts).toMatchObject({ unchanged: 2 });
    const more = ',雨水,排水,完好,120.0388,30.01,桥头路,D400,圆形,,,K-1,,2024-06-01';
    expect((await apply(pool, await check(pool, await csv('more.csv', more), { source: 'partly' }))).counts).toMatchObject({ changed: 1 });
    expect(await covers()).toEqual([{ sourceNumber: 'K-1', ...none, shape: 'round', loadClass: 'D400', hazards: [] }, nothing]);
  });
});

describe('rows that cannot be taken', () => {
  it('come back whole in a file of the same form with the reason beside each, which is taken once mended', async () => {
    const good = (x: string) => `,电力井盖,市电力公司,完好,${x},30.01,桥头路,,,,,,,`;
    const path = await csv(
      'bad.csv',
      ...[120.011, 120.012, 120.013, 120.014, 120.015, 120.016, 120.017, 120.018, 120.019].map((x) => good(String(x))),
      ...['120.031', '120.032', '120.033', '120.034', '120.035', '120.036', '120.037', '120.0375', '120.038'].map(good),
      ',电力井盖,市电力公私,完好,120.0301,30.01,桥头路,,,,,,,',
      ',飞碟井盖,市电力公司,完好,120.0302,30.01,桥头路,,,,,,,',
      ',电力井盖,市电力公司,完好,0,0,桥头路,,,,,,,',
      ',电力井盖,市电力公司,完好,30.01,120.0303,桥头路,,,,,,,',
      ',电力井盖,市电力公司,完好,,30.01,桥头路,,,,,,,',
      '9901010105000040,电力井盖,市电力公司,完好,120.0304,30.01,桥头路,,,,,,,',
      '9901010105000040,电力井盖,市电力公司,完好,120.0305,30.01,桥头路,,,,,,,',
      ',电力井盖,市电力公司,完好,120.0306,30.01,桥头路,,,,,,深,2024-02-30',
    );
    const before = await count();
    const done = await apply(pool, await check(pool, path));
    expect(done.counts).toMatchObject({ rows: 26, fresh: 19, refused: 7 });
    expect(await count()).toBe(before + 19);
    const text = await refusedText(pool, done);
    const lines = text.slice(1).trim().split('\r\n');
    expect(lines[0]).toBe(`${heading},原行号 Row,退回原因 Reason`);
    expect(lines).toHaveLength(8);
    for (const reason of [
      '“权属单位”：没有“市电力公私”这个单位。可能是：市电力公司',
      '“小类名称”：没有“飞碟井盖”这个小类',
      '坐标是 0,0，没有量过',
      '好像写反了',
      '没有坐标',
      '“ObjID”：编号 9901010105000040 在第 25 行已经有了',
      '“CHDate”：“2024-02-30”读不成日期',
    ])
      expect(text).toContain(reason);
    const mended = text
      .replace('市电力公私', '市电力公司')
      .replace('飞碟井盖', '电力井盖')
      .replace(',0,0,', ',120.0307,30.01,')
      .replace('30.01,120.0303', '120.0303,30.01');
    const second = await apply(pool, await check(pool, await folder.write('mended.csv', mended)));
    expect(second.counts).toMatchObject({ rows: 7, fresh: 4 });
  });

  it('a registrar of one district takes in what lies there, and is told of the rest', async () => {
    const path = await csv('reach.csv', ',雨水,,完好,120.006,30.01,,,,,,,,', ',雨水,,完好,120.046,30.02,,,,,,,,');
    const checked = await check(pool, path, { districts: ['990101'] });
    expect(checked.counts).toMatchObject({ rows: 2, fresh: 1, refused: 1 });
    expect(await refusedText(pool, checked)).toContain('不在您登记的范围内');
  });
});

describe('a coordinate system that cannot be right', () => {
  it('stops the import, shows what it may be, and reads nothing', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => {
      const [northing, easting] = openSystem('EPSG:4549').fromWgs84(120.005 + i * 0.0005, 30.01);
      return `,雨水,,完好,${northing.toFixed(3)},${easting.toFixed(3)},,,,,,,,`;
    });
    const path = await csv('zone.csv', ...lines);
    const stopped = await check(pool, path, { source: 'zone', system: 'EPSG:4550' });
    expect(stopped.state).toBe('stopped');
    expect(stopped.rejection?.code).toBe('census-system-doubted');
    expect(stopped.likely?.[0]).toMatchObject({ system: 'EPSG:4549', axes: 'north-east' });
    expect((await check(pool, path, { source: 'zone', system: 'EPSG:4549' })).state).toBe('checked');
  });

  it('is asked for where a file says another than was said of its source before; said of the very file it holds', async () => {
    expect(
      (await check(pool, await csv('gcj.csv', ',雨水,,完好,120.009,30.01,,,,,,,,'), { source: 'two words', system: 'GCJ-02', rules: { systemIsSure: true } }))
        .state,
    ).toBe('checked');
    const features = `[{"type":"Feature","properties":{"小类名称":"雨水"},"geometry":{"type":"Point","coordinates":[120.007,30.01]}}]`;
    const path = await folder.write(
      'own.geojson',
      `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},"features":${features}}`,
    );
    const params = { file: 'own.geojson', declared: 'EPSG:4326', before: 'GCJ-02' };
    const given = { path, isOurs: false, source: 'two words', system: null, axes: null, encoding: null, layer: null, classCode: null, reach: wholeCity };
    const id = await openImport(pool, { ...given, personId: null, now });
    const entered = await getImport(pool, id);
    expect(entered).toMatchObject({ state: 'stopped', system: null, rejection: { code: 'census-system-contradicted', params } });
    expect(entered.likely?.map(({ system }) => system)).toEqual(['EPSG:4326', 'GCJ-02']);
    const unsaid = await check(pool, path, { source: 'two words', system: null });
    expect(unsaid).toMatchObject({ state: 'failed', rejection: { code: 'census-system-contradicted', params } });
    expect((await check(pool, path, { source: 'two words', system: 'EPSG:4326' })).state).toBe('checked');
    expect((await check(pool, path, { source: 'two words', system: null })).state).toBe('checked');
  });

  it('is asked for when nobody said it', async () => {
    const checked = await check(pool, await csv('silent.csv', ',雨水,,完好,120.007,30.01,,,,,,,,'), { source: 'silent', system: null });
    expect(checked).toMatchObject({ state: 'failed', rejection: { code: 'coordinate-system-missing' } });
    expect(wordError('coordinate-system-missing', 'zh', checked.rejection?.params ?? {})).toContain('silent.csv');
  });
});

describe('likely twins', () => {
  it('wait for a person by default, and are what that person says', async () => {
    const path = await csv(
      'twins.csv',
      ',污水,排水,完好,120.002,30.01,,,,,,S-1,,',
      ',污水,排水,完好,120.002003,30.01,,,,,,S-2,,',
      ',污水,排水,完好,120.0022,30.01,,,,,,S-3,,',
      ',污水,排水,完好,120.0024,30.01,,,,,,S-3,,',
    );
    const before = await count();
    const checked = await check(pool, path, { source: 'twins' });
    expect(checked.counts).toMatchObject({ rows: 4, fresh: 2, asked: 2 });
    const done = await apply(pool, checked);
    expect(await count()).toBe(before + 2);
    expect((await listDoubts(pool, done.id, wholeCity, { after: 0, limit: 10 })).map(({ row, kind, otherRow }) => [row, kind, otherRow])).toEqual([
      [3, 'near_in_file', 2],
      [5, 'source_number_in_file', 4],
    ]);
    const by = { columns: done.columns.length, personId: null, at: '2026-11-23T03:00:00.000Z' };
    await decideDoubts(pool, done.id, { decision: 'merge', rows: [3], kind: null }, by);
    await decideDoubts(pool, done.id, { decision: 'keep', rows: null, kind: 'source_number_in_file' }, by);
    const decided = await apply(pool, done);
    expect(decided.counts).toMatchObject({ fresh: 3, merged: 1, asked: 0 });
    expect(await count()).toBe(before + 3);
  });
});
