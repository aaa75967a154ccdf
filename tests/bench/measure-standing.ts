import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type Pool } from '#db/pool.ts';
import { findWaitingForTiles, recountTiles } from '#db/queries/service/tile-counts.ts';
import { oneRow, sql } from '#db/sql.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { against, type Figure } from './figures.ts';
import { copyOut, copyRowsIn, keepRows, onClient, seconds } from './import-floors.ts';
import { censusOf, takeIn } from './take-census.ts';

/** Assets all over the city, as a unit's own file would have them: one in `every`, of those that no report or life refers to. */
const chosen = (every: number) => `hashtext(a.id) % ${every} = 0 and a.merged_into is null
  and not exists (select from incidents i where i.asset_id = a.id) and not exists (select from reports p where p.picked_asset_id = a.id)`;

/** Takes the chosen ones out as if they had never been there, and lets the tables get used to it. */
const takeOut = (url: string, every: number): Promise<void> =>
  onClient(url, async (client) => {
    await client.query(`create table bench_chosen as select a.id from assets a where ${chosen(every)}`);
    await client.query('set session_replication_role = replica');
    for (const [table, key] of [
      ['covers', 'asset_id'],
      ['assets', 'id'],
    ])
      await client.query(`delete from ${table} using bench_chosen c where ${table}.${key} = c.id`);
    await client.query('drop table bench_chosen');
    await client.query('vacuum analyze assets');
    await client.query('vacuum analyze covers');
  });

/** Until every tile says what the assets say, as a running server does it. */
const countAll = async (pool: Pool): Promise<void> => {
  for (;;) {
    await countTiles(pool);
    const { changes } = await findWaitingForTiles(pool);
    const { waits } = await oneRow<{ waits: boolean }>(pool, sql`select exists (select from tile_recounts) as waits`);
    if (!changes && !waits) return;
  }
};

const shown = (took: number) => `${took.toFixed(1)} s`;

/**
 * A unit's file into a registry that stands and is read meanwhile, beside the bare COPY of the same rows into the same tables; then the
 * tiles, which a running server counts beside it.
 */
export const measureStanding = async (url: string, assets: number, rows: number, tell: (step: string) => void): Promise<Figure[]> => {
  const every = Math.max(2, Math.round(assets / rows));
  const path = join(tmpdir(), `bench-standing-${randomUUID()}.csv`);
  await copyOut(url, censusOf(chosen(every)), path, 'format csv, header');
  const kept = await keepRows(url, chosen(every));
  const pool = createPool(url, { max: 2 });
  try {
    tell('standing: the rows are taken out');
    await takeOut(url, every);
    const whole = await seconds(() => recountTiles(pool));
    const count = async () => (await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from assets`)).n;
    const before = await count();
    const floor = await copyRowsIn(url, kept, false);
    await onClient(url, (client) => client.query('vacuum assets, covers'));
    tell(`standing: ${shown(floor)} the floor; now the file`);
    const { check, apply } = await takeIn(url, path);
    const came = (await count()) - before;
    const counting = await seconds(() => countAll(pool));
    const took = check + apply;
    const times = `${(took / floor).toFixed(2)} times the floor's ${shown(floor)}; ${shown(took)}: ${shown(check)} to check, ${shown(apply)} to apply`;
    return [
      against(
        {
          part: 'standing',
          name: `rows of a CSV taken into a registry of ${before.toLocaleString('en')}, ${came.toLocaleString('en')} in all`,
          value: came / took,
          unit: '/s',
          note: times,
        },
        { name: 'the same rows, resolved, by a bare COPY, every index and key held', value: came / floor },
      ),
      against(
        { part: 'standing', name: 'the tiles counted after it, as a running server does beside it', value: counting, unit: 's' },
        { name: 'the whole city counted anew', value: whole },
      ),
    ];
  } finally {
    await pool.end();
    await rm(path, { force: true });
    await kept.remove();
  }
};
