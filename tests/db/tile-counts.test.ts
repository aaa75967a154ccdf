import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTiles, tellTiles } from '#db/check-tiles.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { aWell } from '../support/builders.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const differences = async () => (await checkTiles(database.pool)).total;

/** Everyone's living assets by zoom, as counted. */
const countedByZoom = async (): Promise<number[]> =>
  (
    await rows<{ count: number }>(
      database.pool,
      sql`select sum(count)::integer as count from tile_counts, generate_series(6, 13) z
          where holding = 0 and tile between tile_key(z, 0, 0) and tile_key(z + 1, 0, 0) - 1 group by z order by z`,
    )
  ).map(({ count }) => count);

const livingAssets = async () =>
  (await oneRow<{ count: number }>(database.pool, sql`select count(*)::integer as count from assets where status <> 'removed' and merged_into is null`)).count;

describe('the counts of the tiles', () => {
  it('follow what comes, changes, moves and goes', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 30; i += 1) ids.push(await aWell(database.pool, { lon: 120.001 + i * 0.0021, lat: 30.001 + (i % 7) * 0.005 }));
    await countTiles(database.pool);
    expect(await countedByZoom()).toEqual(Array(8).fill(await livingAssets()));
    await affected(database.pool, sql`update assets set status = 'missing', version = version + 1 where id = ${ids[0]}`);
    await affected(database.pool, sql`update assets set status = 'removed', version = version + 1 where id = ${ids[1]}`);
    await affected(database.pool, sql`update assets set geom = st_setsrid(st_point(120.07, 30.03), 4326), version = version + 1 where id = ${ids[2]}`);
    await affected(database.pool, sql`update assets set owner_id = null, class_code = '0102', version = version + 1 where id = any(${ids.slice(3, 9)})`);
    await affected(database.pool, sql`update assets set merged_into = ${ids[0]}, version = version + 1 where id = ${ids[10]}`);
    await countTiles(database.pool);
    expect(await countedByZoom()).toEqual(Array(8).fill(28));
    expect(await differences()).toBe(0);
  });

  it('are not touched by a change that no map shows', async () => {
    await affected(database.pool, sql`update assets set note = 'seen', version = version + 1 where status <> 'removed'`);
    expect(await rows(database.pool, sql`select id from tile_changes`)).toEqual([]);
  });

  it('are made anew, once, after a statement that changed thousands', async () => {
    await affected(
      database.pool,
      sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
          select n || check_character(n), '0101', st_setsrid(st_point(120.001 + random() * 0.03, 30.001 + random() * 0.03), 4326), 1, '990101', '990101001', 'footway', '2024-01-01', '2024-01-01', 'survey'
          from (select '9901010101' || lpad(i::text, 6, '0') as n from generate_series(500001, 506000) i) made`,
    );
    expect(await rows(database.pool, sql`select id from tile_changes`)).toEqual([]);
    expect(tellTiles(await checkTiles(database.pool))).toMatchObject({ exitCode: 2 });
    await affected(database.pool, sql`update tile_recounts set asked_at = asked_at - interval '3 seconds'`);
    await countTiles(database.pool);
    expect(await countedByZoom()).toEqual(Array(8).fill(6028));
    expect(tellTiles(await checkTiles(database.pool))).toEqual({
      lines: ['✓ 瓦片的每个计数都与部件相符。 Every count of the tiles is what the assets say.'],
      exitCode: 0,
    });
  });

  it('are told cell by cell where they are wrong, while changes wait', async () => {
    await aWell(database.pool, { lon: 120.02, lat: 30.02 });
    const { tile, count } = await oneRow<{ tile: number; count: number }>(
      database.pool,
      sql`update tile_counts set count = count + 5 where (tile, holding, cell, place, class, status) = (
            select tile, holding, cell, place, class, status from tile_counts where holding = 0 order by tile, cell, class, status limit 1) returning tile, count`,
    );
    const checked = await checkTiles(database.pool);
    expect(checked.total).toBe(1);
    const { lines, exitCode } = tellTiles(checked);
    expect(exitCode).toBe(1);
    expect(lines.join('\n')).toMatch(new RegExp(`6/\\d+/\\d+ cell \\d+ \\(class \\d{4}, \\w+, street \\d+, everyone’s\\): ${count} instead of ${count - 5}`));
    await affected(database.pool, sql`update tile_counts set count = count - 5 where tile = ${tile} and count = ${count} and holding = 0`);
    await countTiles(database.pool);
    expect(await differences()).toBe(0);
  });
});
