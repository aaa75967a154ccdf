import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#db/pool.ts';
import { inTransaction } from '#db/pool.ts';
import { findAssets } from '#db/queries/assets/asset-search.ts';
import { listCovers } from '#db/queries/assets/assets.ts';
import { listAssetsAt } from '#db/queries/assets/assets-at.ts';
import { listLeftAssets } from '#db/queries/assets/left-assets.ts';
import type { AssetPage, AssetSearch } from '#db/queries/search/pages.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { cloneDatabase, type TestDatabase, vacuumWhole } from '../support/database.ts';

/**
 * 200,000 assets of the small city, on three streets and 400 roads that cross each other, each class with its owner; a few of a rare owner,
 * a few missing, a few with a note. Each street has eight neighbourhoods.
 */
const fill = `
  insert into roads (id, name, class, district_code, width_m, geom)
  select 101 + i, substr(named, 1 + i / 20, 1) || substr(named, 1 + i % 20, 1) || '路', 'local', '990101', 10,
    st_setsrid(case when i % 2 = 0 then st_makeline(st_point(120, 30 + i * 0.0001), st_point(120.08, 30 + i * 0.0001))
      else st_makeline(st_point(120 + i * 0.0002, 30), st_point(120 + i * 0.0002, 30.04)) end, 4326)
  from generate_series(0, 399) i, (values ('东西南北中上下前后左右春夏秋冬金木水火土')) v (named);
  insert into places (code, kind, parent_code, name, label_point)
  select p.code || lpad(n::text, 3, '0'), 'neighbourhood', p.code, p.name || n || '居委会', st_setsrid(st_point(st_xmin(p.geom) + 0.01, 30 + n * 0.005 - 0.0025), 4326)
  from places p, generate_series(1, 8) n where p.kind = 'street';
  select begin_bulk_load(array['assets', 'covers']);
  insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, road_id, address, note, location_kind, owner_id, maintainer_id, authority_id, status,
    year_built, first_recorded_on, changed_on, last_verified_on, data_source, source_number, hazards)
  select digits || check_character(digits), class, st_setsrid(st_point(west + (hashtext(g::text) & 4095) / 4096.0 * 0.0199, 30 + (hashtext('y' || g) & 4095) / 4096.0 * 0.0399), 4326), 0.5,
    left(street, 6), street, 101 + g % 400, '桥头路' || g || '号门口', case when g % 20000 = 3 then '井圈松动' end, 'carriageway', owner, owner, 'centre-990000',
    case when g % 1000 = 7 then 'missing' else 'intact' end, 1985 + g % 38, date '2010-01-01' + g % 3000, date '2015-01-01' + g % 3000,
    case when g % 3 > 0 then date '2016-01-01' + g % 3500 end, 'survey', case when g % 10 = 3 then '88' when g % 400 = 5 then '0066' when g % 10 = 4 then 'WAT-' || 1000000 + g end, case when g % 50 = 0 then '{weak_cover}'::text[] else '{}' end
  from (
    select g, class, street, west, left(street, 6) || class || lpad((row_number() over (partition by left(street, 6), class order by g))::text, 6, '0') as digits,
      case when g % 5000 = 11 then 'lamps' when class in ('0102', '0103', '0104') then 'drainage' when class = '0101' then 'water' when class = '0105' then 'power'
        when class = '0107' then 'telecom' else 'gas' end as owner
    from (select g, (array['0101', '0102', '0103', '0104', '0105', '0107', '0111'])[1 + g / 3 % 7] as class, (array['990101001', '990101002', '990102001'])[1 + g % 3] as street,
      (array[120.0, 120.02, 120.04])[1 + g % 3] as west from generate_series(1, 200000) g) laid
  ) numbered;
  insert into covers (asset_id, shape, size_mm, material, load_class, lettering)
  select id, 'round', 700, 'ductile_iron', 'D400', case class_code when '0103' then '雨' when '0105' then '电力' end from assets;
  select end_bulk_load();
  analyze assets; analyze covers; analyze asset_facets; analyze asset_wordings; analyze cover_letterings;`;

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Node[];
}

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await database.pool.query(fill);
  await vacuumWhole(database.pool, 'assets');
}, 120_000);
afterAll(() => database.drop());

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** A connection each of whose questions is explained as it stands into `nodes`, then asked. */
const explaining = (client: Client, nodes: Node[]): Client =>
  ({
    query: async (config: { text: string; values: unknown[] }) => {
      if (/^\s*(select|with)/.test(config.text)) {
        const { rows } = await client.query({ ...config, text: `explain (analyze, buffers, format json) ${config.text}` });
        nodes.push(...nodesOf(rows[0]['QUERY PLAN'][0].Plan));
      }
      return client.query(config);
    },
  }) as unknown as Client;

/** Runs a search with each of its statements explained as it stands, and tells what was looked at in assets. */
const watched = async (given: Partial<AssetSearch>, word?: string): Promise<{ page: AssetPage; scans: string[]; touched: number }> => {
  const nodes: Node[] = [];
  const page = await inTransaction(database.pool, async (client) => {
    return findAssets(explaining(client, nodes), {
      reach: { city: true, placeCodes: [], unitIds: [] },
      filter: {},
      words: word,
      sort: 'number',
      after: undefined,
      verifiedSince: '2024-01-01',
      limit: 51,
      ...given,
    });
  });
  const inAssets = nodes.filter((node) => node['Relation Name'] === 'assets');
  const touched = inAssets.reduce(
    (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops'],
    0,
  );
  return { page, scans: inAssets.map((node) => node['Node Type']), touched };
};

const middle = { lon: 120.03, lat: 30.02 };
const square = (half: number) =>
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ].map(([x = 0, y = 0]) => ({ lon: middle.lon + x, lat: middle.lat + y }));

const whole = `9901010105000007${checkCharacter('9901010105000007')}`;

/** What is searched, how many of assets' rows may be looked at for it, and how many there are when that is counted. */
const cases: readonly [string, Partial<AssetSearch>, number, (number | undefined)?, string?][] = [
  ['everything', {}, 11_000],
  ['a common owner', { filter: { ownerId: 'drainage' } }, 2_000],
  ['a rare owner', { filter: { ownerId: 'lamps' } }, 200, 40],
  ['a common owner of a class it never has', { filter: { ownerId: 'power', classCodes: ['0101'] } }, 10, 0],
  ['a common owner, a street and a rare status', { filter: { ownerId: 'drainage', placeCode: '990101001', statuses: ['missing'] } }, 400, 29],
  ['a rare status', { filter: { statuses: ['missing'] } }, 1_000, 200],
  ['a hazard', { filter: { hazards: ['weak_cover'] } }, 9_000, 4_000],
  ['one district by number', { filter: { placeCode: '990102' } }, 2_000],
  ['some days of verification', { filter: { verifiedBefore: '2016-01-03', ownerId: 'lamps' } }, 300],
  ['the first day of recording', { filter: { recordedTo: '2010-01-01' } }, 300, 66],
  ['a rare owner by change', { filter: { ownerId: 'lamps' }, sort: 'changed' }, 200, 40],
  ['a common owner by change', { filter: { ownerId: 'drainage' }, sort: 'changed' }, 2_000],
  ['a common owner by verification', { filter: { ownerId: 'drainage' }, sort: 'verified' }, 2_000],
  ['a common owner by age', { filter: { ownerId: 'drainage' }, sort: 'built' }, 2_000],
  ['the nearest, and whether there are more than 10,000', { filter: { near: middle }, sort: 'distance' }, 11_000],
  ['the nearest of a rare owner', { filter: { near: middle, ownerId: 'lamps' }, sort: 'distance' }, 200, 40],
  ['what is within 100 m', { filter: { near: middle, withinM: 100 }, sort: 'distance' }, 1_000],
  ['a drawn area', { filter: { polygon: square(0.002) } }, 2_500],
  ['a large drawn area of a rare owner', { filter: { polygon: square(0.01), ownerId: 'lamps' } }, 200],
  ['a small unit’s reach', { reach: { city: false, placeCodes: [], unitIds: ['lamps'] } }, 200, 40],
  ['a large unit’s reach', { reach: { city: false, placeCodes: [], unitIds: ['drainage'] } }, 2_000],
  ['a street’s reach', { reach: { city: false, placeCodes: ['990101001'], unitIds: [] } }, 2_000],
  ['a street’s reach by verification', { reach: { city: false, placeCodes: ['990101001'], unitIds: [] }, sort: 'verified' }, 2_000],
  ['a rare word', {}, 100, 10, '松动'],
  ['a word that half of all have', {}, 2_000, undefined, '门口'],
  ['a common word of a rare owner', { filter: { ownerId: 'lamps' } }, 200, undefined, '门口'],
  ['a common lettering', {}, 2_000, undefined, '电力'],
  ['a common lettering that is missing', { filter: { statuses: ['missing'] } }, 1_000, undefined, '电力'],
  ['a common lettering in a street', { filter: { placeCode: '990101001' } }, 10_000, 9_524, '电力'],
  ['a common lettering in a district', { filter: { placeCode: '990101' } }, 1_000, undefined, '电力'],
  ['a common lettering of a class that never bears it', { filter: { classCodes: ['0101'] } }, 10, 0, '电力'],
  ['a common word of a rare owner’s reach', { reach: { city: false, placeCodes: [], unitIds: ['lamps'] } }, 200, undefined, '电力'],
  ['a common word by change', { sort: 'changed' }, 2_000, undefined, '门口'],
  ['a common lettering of a street by verification', { filter: { placeCode: '990101001' }, sort: 'verified' }, 10_000, 9_524, '电力'],
  ['a common class of a common owner', { filter: { ownerId: 'drainage', classCodes: ['0103'] } }, 2_000],
  ['two classes', { filter: { classCodes: ['0104', '0111'] } }, 3_000],
  ['a drawn area that holds too much to be gathered', { filter: { polygon: square(0.008) } }, 6_000],
  ['a rare status by its word', {}, 1_000, 200, '丢失'],
  ['a common class and a rare status, both by their words', {}, 1_000, undefined, '电力 丢失'],
  ['a status that nearly all have, by its word', {}, 2_000, undefined, '完好'],
  ['a rare owner in a street, both by their words', {}, 200, undefined, '路灯 桥头街道'],
  ['a national code', {}, 5, undefined, '9901010105000007'],
  ['a whole number', {}, 5, 1, whole],
  ['a number with one wrong character', {}, 60, undefined, `${whole.slice(0, 12)}1${whole.slice(13)}`],
  ['a number that nobody has', {}, 0, 0, `9901010105999999${checkCharacter('9901010105999999')}`],
  ['the first half of a number', {}, 2_000, undefined, '990101010'],
  ['the middle of a number', {}, 2_000, undefined, '01050000'],
  ['numbers', {}, 100, undefined, '12345'],
  ['the last four digits of a number', {}, 2_000, undefined, whole.slice(-4)],
  ['four digits that few numbers have', {}, 2_000, undefined, '9876'],
  ['four digits within a small unit’s reach', { reach: { city: false, placeCodes: [], unitIds: ['lamps'] } }, 200, undefined, '1234'],
  ['four digits within a large unit’s reach', { reach: { city: false, placeCodes: [], unitIds: ['drainage'] } }, 2_000, undefined, '9876'],
  ['an owner’s own number that 20,000 bear', {}, 11_000, undefined, '88'],
  ['an owner’s own number that 20,000 bear, in a small unit’s reach', { reach: { city: false, placeCodes: [], unitIds: ['lamps'] } }, 10_300, undefined, '88'],
  ['an owner’s own number that stands in plates too', {}, 3_000, undefined, '0066'],
  ['an owner’s own number without its dash', {}, 3, 1, 'wat1123454'],
  ['an owner’s own number by its digits', {}, 3_000, 1, '1123454'],
  ['an owner’s own number of a rare status', { filter: { statuses: ['missing'] } }, 3_000, undefined, '0066'],
  ['a plate with an unread character', {}, 2_000, 1, '9901010?05000007'],
  ['a road', {}, 1_200, 500, '东西路'],
  ['a road of a rare owner', { filter: { ownerId: 'lamps' } }, 600, undefined, '东西路'],
  ['a house number', {}, 1_200, 1, '东西路401号'],
  ['a crossing', {}, 1_000, undefined, '东西路 东东路路口'],
  ['a neighbourhood', { filter: { placeCode: '990101001003' } }, 11_000],
  ['a neighbourhood of a rare owner', { filter: { placeCode: '990101001003', ownerId: 'lamps' } }, 9_000], // all of the neighbourhood: its size is no planner's to know
  ['a neighbourhood by its name', {}, 11_000, undefined, '桥头街道3居委会'],
  ['a class', { filter: { classCodes: ['0105'] } }, 2_000],
  ['an age', { filter: { builtFrom: 1990, builtTo: 1991 } }, 11_000],
  ['an age, the oldest first', { filter: { builtFrom: 1990, builtTo: 1991 }, sort: 'built' }, 2_000],
];

describe('a search among 200,000 assets', () => {
  it.each(cases)('for %s looks through no table and at few rows', async (_what, search, mostTouched, count, word) => {
    const { page, scans, touched } = await watched(search, word);
    expect(scans).not.toContain('Seq Scan');
    expect(touched).toBeLessThanOrEqual(mostTouched);
    if (count !== undefined) expect([page.count, page.isExact]).toEqual([count, true]);
    if (page.count > 50) expect(page.assets.length).toBe(51);
  });

  const numbersOf = async (where: string, after: string) =>
    (await database.pool.query<{ id: string }>(`select id from assets a where ${where} and id > $1 order by id limit 51`, [after])).rows.map(({ id }) => id);

  it.each<[string, Partial<AssetSearch>, string, string?]>([
    ['a common owner', { filter: { ownerId: 'drainage' } }, `owner_id = 'drainage'`],
    ['a street', { filter: { placeCode: '990101002' } }, `street_code = '990101002'`],
    [
      'a district of a unit',
      { filter: { placeCode: '990101' }, reach: { city: false, placeCodes: [], unitIds: ['drainage'] } },
      `district_code = '990101' and owner_id = 'drainage'`,
    ],
    ['a common word', { filter: { classCodes: ['0103'] } }, `class_code = '0103' and address like '%门口%'`, '门口'],
    ['a lettering', {}, `class_code = '0105'`, '电力'],
    ['a large drawn area', { filter: { polygon: square(0.009) } }, `geom && st_makeenvelope(120.021, 30.011, 120.039, 30.029, 4326)`],
  ])('pages %s by number: every asset once, none left out, wherever a page begins', async (_what, search, where, word) => {
    const begins = ['', '99010101010001239', '99010101030100000', '99010201020001239', '99010201110012345'];
    for (const after of begins) {
      const { page } = await watched({ ...search, after: after === '' ? undefined : { value: null, id: after } }, word);
      expect(
        page.assets.map(({ id }) => id),
        `after ${after}`,
      ).toEqual(await numbersOf(where, after));
    }
  });

  it('finds by number what came to be of another class, street and owner than its number says', async () => {
    const { rows: moved } = await database.pool.query<{ id: string }>(
      `update assets set class_code = '0101', street_code = '990101001', district_code = '990101', owner_id = 'drainage', version = version + 1
       where id in (select id from assets where id > '9901020111' order by id limit 3) returning id`,
    );
    const { page } = await watched({
      filter: { ownerId: 'drainage', placeCode: '990101', classCodes: ['0101', '0103'] },
      after: { value: null, id: '99010101039999999' },
    });
    expect(page.assets.map(({ id }) => id).slice(0, 3)).toEqual(moved.map(({ id }) => id).toSorted());
  });

  it('finds a lettering on a well that came to be of another class and street than its number says', async () => {
    const { rows: moved } = await database.pool.query<{ id: string }>(
      `update assets set class_code = '0111', street_code = '990102001', district_code = '990102', version = version + 1
       where id in (select id from assets where id > '9901010105' and status = 'intact' order by id limit 3) returning id`,
    );
    const { page } = await watched({ filter: { placeCode: '990102', classCodes: ['0111'] } }, '电力');
    expect([page.assets.map(({ id }) => id), page.count]).toEqual([moved.map(({ id }) => id).toSorted(), 3]);
  });

  it('says that it estimates where it does not count, and not far off', async () => {
    const { page } = await watched({ filter: { ownerId: 'drainage' } });
    expect(page.isExact).toBe(false);
    expect(page.count).toBeGreaterThan(80_000);
    expect(page.count).toBeLessThan(92_000);
  });

  it('looks back at an area by its box, in what stands and in what stood, and through no table', async () => {
    await database.pool.query(`insert into asset_versions (asset_id, version, valid_from, valid_to, geom, row)
      select id, 1, '2010-01-01', '2014-01-01', geom, to_jsonb(a) - 'geom' from assets a where id like '%5_'; analyze asset_versions`);
    const nodes: Node[] = [];
    const { assets, count, covers } = await inTransaction(database.pool, async (client) => {
      const asked = explaining(client, nodes);
      const area = await listAssetsAt(asked, {
        reach: { city: true, placeCodes: [], unitIds: [] },
        filter: {},
        bbox: [120.03, 30.02, 120.038, 30.028],
        at: '2012-01-01T00:00:00Z',
        verifiedSince: '2024-01-01',
        after: undefined,
        limit: 51,
      });
      return { ...area, covers: await listCovers(asked, area.assets[0]?.id ?? '') };
    });
    const big = nodes.filter((node) => ['assets', 'asset_versions', 'covers'].includes(node['Relation Name'] ?? ''));
    expect(big.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])).toEqual([]);
    expect(assets).toHaveLength(51);
    expect(covers).toHaveLength(1);
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(200);
  });

  it('finds none in streets that were dissolved without a look at those of the others', async () => {
    const client = await database.pool.connect();
    await client.query(`begin; insert into places (code, kind, parent_code, name, label_point, retired_on, successor_code)
      select '9901010' || n, 'street', '990101', '旧街道', st_setsrid(st_point(120, 30), 4326), '2020-01-01', '990101002' from generate_series(20, 60) n`);
    const nodes: Node[] = [];
    const found = await listLeftAssets(explaining(client, nodes));
    await client.query('rollback');
    client.release();
    const inAssets = nodes.filter((node) => node['Relation Name'] === 'assets');
    expect(found).toEqual([]);
    expect(inAssets.map((node) => [node['Node Type'], node['Actual Rows']])).toEqual([['Index Only Scan', 0]]);
  });
});
