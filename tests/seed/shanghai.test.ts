import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { oneRow, rows, type Sql, sql } from '#db/sql.ts';
import { isAssetId } from '#domain/asset-id.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

const wanted = 6_000;
let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase('b');
  await migrate(database.url);
  await seedCity({ url: database.url, folder: join(import.meta.dirname, '../../cities/shanghai'), assets: wanted, seed: 1, demo: true });
  pool = createPool(database.url, { max: 2 });
}, 240_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const number = async (query: Sql): Promise<number> => Number((await oneRow<{ n: number | string }>(pool, query)).n);

describe('the demo city', () => {
  test('has its 16 districts, 215 streets and towns, and 6,509 neighbourhoods', async () => {
    const kinds = await rows(pool, sql`select kind, count(*)::integer as n from places group by kind order by kind`);
    expect(kinds).toEqual([
      { kind: 'city', n: 1 },
      { kind: 'district', n: 16 },
      { kind: 'neighbourhood', n: 6509 },
      { kind: 'street', n: 215 },
    ]);
  });

  test('has every neighbourhood inside its street', async () => {
    expect(
      await number(
        sql`select count(*) as n from places n join places s on s.code = n.parent_code where n.kind = 'neighbourhood' and not st_contains(s.geom, n.label_point)`,
      ),
    ).toBe(0);
  });

  test('has streets that fill their districts without gap or overlap', async () => {
    const worst = await oneRow<{ gap: number; overlap: number; invalid: number }>(
      pool,
      sql`select
        (select max(abs(d.area - s.area) / d.area) from
          (select code, st_area(geom) as area from places where kind = 'district') d
          join (select parent_code, sum(st_area(geom)) as area from places where kind = 'street' group by 1) s on s.parent_code = d.code) as gap,
        (select coalesce(max(st_area(st_intersection(a.geom, b.geom)) / st_area(a.geom)), 0)
          from places a join places b on a.kind = 'street' and b.kind = 'street' and a.code < b.code and a.geom && b.geom) as overlap,
        (select count(*)::integer from places where geom is not null and not st_isvalid(geom)) as invalid`,
    );
    expect(worst.gap).toBeLessThan(1e-6);
    expect(worst.overlap).toBeLessThan(1e-6);
    expect(worst.invalid).toBe(0);
  });

  test('gives the ground of parks, zones and farms to their neighbours', async () => {
    expect(await number(sql`select count(*) as n from places where kind = 'street' and code ~ '[45]\\d\\d$'`)).toBe(0);
    expect(
      await number(sql`select count(*) as n from places where kind = 'neighbourhood' and code like '310115501%' and parent_code like '310115%'`),
    ).toBeGreaterThan(0);
  });

  test('has no road in water and each road inside its district', async () => {
    expect(await number(sql`select count(*) as n from roads r join waters w on st_intersects(r.geom, w.geom)`)).toBe(0);
    expect(
      await number(
        sql`select count(*) as n from roads r tablesample bernoulli (5) repeatable (1) join places d on d.code = r.district_code where r.class <> 'lane' and st_length(st_difference(r.geom, d.geom)::geography) > 30`,
      ),
    ).toBe(0);
  });

  test('is denser in the centre than outside', async () => {
    const perKm2 = (code: string) =>
      number(
        sql`select (select sum(st_length(geom::geography)) from roads where district_code = ${code} and class <> 'lane') / 1000 / (select st_area(geom::geography) / 1e6 from places where code = ${code}) as n`,
      );
    expect(await perKm2('310101')).toBeGreaterThan(3 * (await perKm2('310151')));
  });

  test('has every asset inside its street and none in water', async () => {
    expect(await number(sql`select count(*) as n from assets`)).toBe(wanted);
    expect(
      await number(
        sql`select count(*) as n from assets a join places s on s.code = a.street_code where not st_contains(s.geom, a.geom) or s.parent_code <> a.district_code`,
      ),
    ).toBe(0);
    expect(await number(sql`select count(*) as n from assets a join waters w on st_intersects(a.geom, w.geom)`)).toBe(0);
  });

  test('has one asset in ten that is no well, and covers on wells alone', async () => {
    const others = await number(sql`select count(*) as n from assets a join asset_classes c on c.code = a.class_code where not c.is_well`);
    expect(others / wanted).toBeGreaterThan(0.08);
    expect(others / wanted).toBeLessThan(0.12);
    expect(
      await number(
        sql`select count(*) as n from covers v join assets a on a.id = v.asset_id join asset_classes c on c.code = a.class_code where not c.is_well`,
      ),
    ).toBe(0);
    expect(
      await number(
        sql`select count(*) as n from assets a join asset_classes c on c.code = a.class_code where c.is_well and not exists (select from covers v where v.asset_id = a.id)`,
      ),
    ).toBe(0);
  });

  test('knows what is ownerless well enough for a match to say so', async () => {
    expect(await number(sql`select count(*) as n from assets where owner_id is null and owner_confidence < 0.8`)).toBe(0);
  });

  test('has some wells ownerless, some shared and some whose recorded owner is wrong', async () => {
    const share = async (condition: Sql) => (await number(sql`select count(*) as n from assets a where ${condition}`)) / (wanted * 0.9);
    const ownerless = await share(sql`owner_id is null`);
    const shared = await share(sql`owner_id is not null and maintainer_id <> owner_id`);
    const wrong = await share(sql`exists (select from demo_truths t where t.asset_id = a.id and t.owner_id is distinct from a.owner_id)`);
    expect([ownerless > 0.01 && ownerless < 0.03, shared > 0.004 && shared < 0.02, wrong > 0.02 && wrong < 0.04]).toEqual([true, true, true]);
  });

  test('has every identity minted with its county, class and check character', async () => {
    const ids = await rows<{ id: string; districtCode: string; classCode: string }>(
      pool,
      sql`select id, district_code, class_code from assets order by random() limit 300`,
    );
    for (const { id, districtCode, classCode } of ids) {
      expect(id.slice(0, 10)).toBe(districtCode + classCode);
      expect(isAssetId(id)).toBe(true);
    }
    expect(
      await number(
        sql`select count(*) as n from (select prefix, last from asset_serials) s where last <> (select count(*) from assets where left(id, 10) = prefix)`,
      ),
    ).toBe(0);
  });

  test('has pairs of telecom covers a metre apart, of two owners', async () => {
    const pairs = await number(sql`
      select count(*) as n from assets a join assets b on a.class_code = '0107' and b.class_code = '0107' and a.id < b.id and a.road_id = b.road_id
        and st_dwithin(a.geom::geography, b.geom::geography, 1.1) where a.owner_id <> b.owner_id`);
    expect(pairs).toBeGreaterThan(50);
  });

  test('has a handling centre for the city, every district and every street, each under the next', async () => {
    expect(await number(sql`select count(*) as n from units where kind = 'centre'`)).toBe(1 + 16 + 215);
    expect(
      await number(
        sql`select count(*) as n from units u join places p on p.code = u.place_code join units up on up.id = u.parent_id where u.kind = 'centre' and up.place_code = p.parent_code`,
      ),
    ).toBe(231);
    expect(await number(sql`select count(*) as n from units where kind in ('road', 'greening')`)).toBe(32);
  });

  test('has somebody for every role', async () => {
    expect(await number(sql`select count(distinct role) as n from person_roles`)).toBe(9);
  });
});
