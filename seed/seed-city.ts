import { createPool, inTransaction } from '#db/pool.ts';
import { markHazardsDerived } from '#db/queries/assets/hazard-rounds.ts';
import { analyzeCity, endBulkLoad, keepFirstVersions, keepNumbers } from '#db/queries/seeding/bulk.ts';
import { emptyCity, findSeededCity, markSeeded } from '#db/queries/seeding/places.ts';
import { recountTiles } from '#db/queries/service/tile-counts.ts';
import { derivingRulesOf } from '#domain/hazards.ts';
import { layAssets } from './lay-assets.ts';
import { layPlaces } from './lay-places.ts';
import { layRoads } from './lay-roads.ts';
import { layUnits } from './lay-units.ts';
import { layPast } from './past/lay-past.ts';
import { readCityFolder } from './read-city-folder.ts';

export interface SeedProgress {
  step: 'places' | 'units' | 'roads' | 'assets' | 'indexes' | 'versions' | 'tiles' | 'past' | 'statistics' | 'done';
  /** Assets laid so far. */
  laid: number;
  wanted: number;
  secondsGone: number;
  /** Of the assets' own laying, since their first batch began. */
  secondsLaying: number;
}

export interface SeedCity {
  url: string;
  /** The city's folder, as described in cities/README.md. */
  folder: string;
  /** How many assets. */
  assets: number;
  seed: number;
  /** Whether the people of people.csv, whose passwords are known, may sign in. */
  demo: boolean;
  /** Lays 90 days of made-up orders behind a demo city, up to an instant; not unless asked for. */
  past?: { until: string };
  /** Empties a city that stands here already. */
  replace?: boolean;
  onProgress?: (progress: SeedProgress) => void;
}

/**
 * Lays a whole city, the same for the same folder, seed and number of assets. All in one transaction: ended in the middle,
 * the database is as it was before.
 * @throws when a city stands here already and `replace` is not given, or when the folder is faulty
 */
export const seedCity = async ({ url, folder, assets, seed, demo, past, replace = false, onProgress = () => undefined }: SeedCity): Promise<void> => {
  const given = await readCityFolder(folder);
  const started = performance.now();
  let laying = started;
  const since = (moment: number) => (performance.now() - moment) / 1000;
  const tell = (step: SeedProgress['step'], laid = 0) => onProgress({ step, laid, wanted: assets, secondsGone: since(started), secondsLaying: since(laying) });
  const pool = createPool(url, { max: 1 });
  try {
    await inTransaction(pool, async (client) => {
      const standing = await findSeededCity(client);
      if (standing !== null && !replace) throw new Error(`${standing.name} (${standing.code}) stands in this database already; --replace empties it first`);
      await emptyCity(client);
      tell('places');
      const ground = await layPlaces(client, given, seed, demo);
      tell('units');
      await layUnits(client, given, new Set(ground.streets.keys()), demo);
      tell('roads');
      const plan = await layRoads(client, given, ground, seed, assets);
      laying = performance.now();
      tell('assets');
      await layAssets(client, given, ground, plan, seed, (laid) => tell('assets', laid));
      tell('indexes');
      await endBulkLoad(client);
      tell('versions');
      await keepFirstVersions(client);
      tell('tiles');
      await recountTiles(client);
      if (past && demo) {
        tell('past');
        await layPast(client, given, { ...past, seed, assets });
      }
      tell('statistics');
      await analyzeCity(client);
      await markHazardsDerived(client, derivingRulesOf(given.city.settings['hazards']));
      await markSeeded(client);
      await keepNumbers(client);
    });
    tell('done', assets);
  } finally {
    await pool.end();
  }
};
