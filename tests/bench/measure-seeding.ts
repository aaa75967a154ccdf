import { join } from 'node:path';
import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { against, type Figure } from './figures.ts';

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/**
 * Assets a second, roads and covers and indexes included, beside PostgreSQL copying the finished rows into a table with the same indexes.
 * @param isWanted else the city is only made, for what is measured in it
 */
export const measureSeeding = async (pool: Pool, url: string, city: string, assets: number, isWanted: boolean): Promise<Figure[]> => {
  const folder = join(import.meta.dirname, '..', '..', city);
  const took = await seconds(() => seedCity({ url, folder, assets, seed: 1, demo: false }));
  if (!isWanted) return [];
  await affected(pool, sql`create table assets_copied (like assets including all)`);
  const copying = await seconds(() => affected(pool, sql`insert into assets_copied select * from assets`));
  await affected(pool, sql`drop table assets_copied`);
  const seeding = {
    part: 'seeding',
    name: 'assets laid, with covers, roads and house numbers',
    value: assets / took,
    unit: '/s',
    note: `${took.toFixed(1)} s in all`,
  };
  return [against(seeding, { name: 'the same rows copied inside the database', value: assets / copying })];
};
