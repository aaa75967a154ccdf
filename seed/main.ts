import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import { type SeedProgress, seedCity } from './seed-city.ts';

const root = join(import.meta.dirname, '..');

const usage = `npm run seed -- [--assets 200000] [--city cities/shanghai] [--seed 1] [--demo] [--replace]

  --assets   how many assets, 5000000 for the whole city
  --city     a city's folder
  --seed     another number gives another city
  --demo     adds people whose passwords are known; always so in a database that the program made itself
  --no-past  leaves out the made-up orders of the last 90 days, which come with --demo
  --replace  empties the city that stands in the database first`;

/** DATABASE_URL, or the private cluster that \`npm start\` runs. */
const databaseUrl = async (): Promise<string> => {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const written = await readFile(join(root, '.data', 'database-url'), 'utf8').catch(() => null);
  if (written === null) throw new Error('There is no database: set DATABASE_URL, or let npm start run its own in another terminal.');
  return written.trim();
};

const wholeNumber = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least}, not ${text}`);
  return value;
};

const words: Record<SeedProgress['step'], string> = {
  places: 'Laying districts, streets and neighbourhoods',
  units: 'Laying units and vocabulary',
  roads: 'Laying roads and house numbers',
  assets: 'Laying assets',
  indexes: 'Building indexes, checking keys, counting what is searched',
  versions: 'Keeping first versions',
  tiles: 'Counting the map’s low zooms',
  past: 'Drawing 90 days of made-up orders',
  statistics: 'Taking statistics',
  done: 'Done',
};

const whole = (value: number) => Math.round(value).toLocaleString('en');

const print = ({ step, laid, wanted, secondsGone, secondsLaying }: SeedProgress): void => {
  const rate = laid / secondsLaying;
  const left = step === 'assets' && laid > 0 && laid < wanted ? `, ${whole((wanted - laid) / rate)} s to lay the rest` : '';
  const told = step === 'assets' && laid > 0 ? `  ${whole(laid)} of ${whole(wanted)}, ${whole(rate)}/s${left}` : '';
  console.log(`${secondsGone.toFixed(1).padStart(7)} s  ${words[step]}${told}`);
};

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      assets: { type: 'string', default: '200000' },
      city: { type: 'string', default: 'cities/shanghai' },
      seed: { type: 'string', default: '1' },
      demo: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      'no-past': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const url = await databaseUrl();
  await migrate(url);
  const folder = join(root, values.city);
  await seedCity({
    url,
    folder,
    assets: wholeNumber('assets', values.assets, 0),
    seed: wholeNumber('seed', values.seed, 0),
    demo: values.demo || process.env['OWN_DATABASE'] === '1',
    replace: values.replace,
    ...(values['no-past'] ? {} : { past: { until: new Date(Date.now() - 600_000).toISOString() } }),
    onProgress: print,
  });
};

await run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
