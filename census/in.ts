import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createPool, type Pool } from '#db/pool.ts';
import { isStaged } from '#db/queries/imports/import-tables.ts';
import { getImport, type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { wordError } from '#domain/contract/errors.ts';
import { exchangeKeys } from './exchange-fields.ts';
import { refusedFile } from './give-back/refused-file.ts';
import { openImport } from './take-in/open-import.ts';
import { saidMore } from './take-in/said-of-file.ts';
import { workOn } from './take-in/work-on.ts';
import { show, tell } from './tell-import.ts';

export const inUsage = `npm run census -- in FILE --source NAME [--crs EPSG:4549] [--axes east-north|north-east] [--class 0105]
    [--encoding utf-8|gb18030] [--layer NAME] [--map HEADING=field]… [--dry-run] [--sure] [--resume ID]

  --source    whose file it is; columns, coordinates and words said once are remembered with it
  --crs       EPSG:4326, 4490, 4549, 4550, 4528, 4529, GCJ-02, BD-09, a PROJ string or a local grid as JSON; never guessed
  --axes      which of the two numbers stands first, where it is not the system's own order (zones: northing first)
  --map       what a column means, where its heading does not say it; HEADING= leaves it out
  --dry-run   finds out what would happen and writes nothing into the registry
  --sure      the system said is right although rows lie off their roads or outside the city: check all the same, those are refused one by one
  --resume    goes on with an import that was broken off, or applies one that was checked

  取入普查文件：先检查，再写入；退回的行连同原因按原格式写到 FILE.refused.*，改好后可再次取入。`;

const giveBack = async (pool: Pool, done: ImportRow, beside: string): Promise<void> => {
  if ((done.counts.refused ?? 0) === 0) return;
  const { pieces, extension, why } = await refusedFile(pool, done);
  if (why !== null) console.log(`  ${wordError(why.code, 'zh', why.params)}\n  ${wordError(why.code, 'en', why.params)}`);
  const path = `${beside}.refused.${extension}`;
  await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(path));
  console.log(`  → ${path}`);
};

const wholeCity = { city: true, placeCodes: [], unitIds: [] };
const now = () => new Date().toISOString();

const readArgs = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      crs: { type: 'string' },
      axes: { type: 'string' },
      class: { type: 'string' },
      encoding: { type: 'string' },
      layer: { type: 'string' },
      map: { type: 'string', multiple: true },
      resume: { type: 'string' },
      sure: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });

type Args = ReturnType<typeof readArgs>;

const oneOf = <V extends string>(given: string | undefined, ...known: V[]): V | null => {
  if (given === undefined) return null;
  const found = known.find((value) => value === given);
  if (found === undefined) throw new Error(`${given}（${known.join(', ')}）\n\n${inUsage}`);
  return found;
};

/** What `--map HEADING=field` says of columns. */
const mapAsSaid = async (pool: Pool, id: string, pairs: readonly string[]): Promise<void> => {
  const said = pairs.map((pair) => pair.split(/=(?=[^=]*$)/));
  const row = await getImport(pool, id);
  const { columns } = row;
  for (const [heading = '', key = ''] of said) {
    if (!columns.includes(heading)) throw new Error(`--map ${heading}：文件里没有这一列 / the file has no such column (${columns.join(', ')})`);
    if (key !== '' && !exchangeKeys.some((known) => known === key))
      throw new Error(`--map ${heading}=${key}：没有这个字段 / there is no such field (${exchangeKeys.join(', ')})`);
  }
  const own = Object.fromEntries(said.map(([heading = '', key = '']) => [heading, key === '' ? null : key]));
  const mapping = { ...row.mapping, ...own };
  await updateImport(pool, id, { mapping, said: saidMore(row, { mapping }) });
};

const enter = async (pool: Pool, { values, positionals: [path = ''] }: Args): Promise<string> => {
  const { source, crs: system = null, layer = null, class: classCode = null } = values;
  if (path === '' || source === undefined) throw new Error(inUsage);
  const axes = oneOf(values.axes, 'east-north', 'north-east');
  const encoding = oneOf(values.encoding, 'utf-8', 'gb18030');
  const said = { source, system, axes, encoding, layer, classCode };
  const id = await openImport(pool, { path: resolve(path), isOurs: false, ...said, reach: wholeCity, personId: null, now: now() });
  if (values.map !== undefined) await mapAsSaid(pool, id, values.map);
  return id;
};

/** Checks and, unless it is a dry run, applies; what was checked before is not read again. */
const checkAndApply = async (pool: Pool, id: string, isDry: boolean): Promise<ImportRow> => {
  const options = { now, onProgress: show, onFault: console.error };
  const before = await getImport(pool, id);
  const isHere = await isStaged(pool, id); // rows that went in a crash are read again
  if (before.state === 'applied' && !isHere) return before;
  const isChecked = isHere && before.checkedAt !== null && ['checked', 'applying', 'applied', 'cancelled'].includes(before.state);
  const checked = isChecked ? before : await workOn(pool, id, 'check', options);
  return isDry || !(isChecked || checked.state === 'checked') ? checked : workOn(pool, id, 'apply', options);
};

/** Takes a file into the registry from the command line. @returns the exit code: 0 done, 1 not taken, 2 some rows refused or to be decided */
export const takeIn = async (url: string, args: string[]): Promise<number> => {
  const given = readArgs(args);
  const pool = createPool(url, { max: 4 });
  try {
    const id = given.values.resume ?? (await enter(pool, given));
    if (given.values.sure) await updateImport(pool, id, { rules: { ...(await getImport(pool, id)).rules, systemIsSure: true } });
    const stop = () => void updateImport(pool, id, { cancelAsked: true });
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const done = await checkAndApply(pool, id, given.values['dry-run']);
    await tell(pool, done);
    await giveBack(pool, done, given.positionals[0] ?? done.fileName);
    const { refused = 0, asked = 0 } = done.counts;
    if (done.state !== 'checked' && done.state !== 'applied') return 1;
    return refused + asked > 0 ? 2 : 0;
  } finally {
    await pool.end();
  }
};
