import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createPool, type Pool } from '#db/pool.ts';
import { listRefusalKinds } from '#db/queries/import-refusals.ts';
import { getImport, type ImportRow, updateImport } from '#db/queries/imports.ts';
import { wordError } from '#domain/contract/errors.ts';
import { whyRefused } from './give-back/refusals.ts';
import { refusedFile } from './give-back/refused-file.ts';
import type { Progress } from './take-in/at-work.ts';
import { openImport } from './take-in/open-import.ts';
import { workOn } from './take-in/work-on.ts';

export const inUsage = `npm run census -- in FILE --source NAME [--crs EPSG:4549] [--axes east-north|north-east] [--class 0105]
    [--encoding utf-8|gb18030] [--layer NAME] [--map HEADING=field]… [--dry-run] [--resume ID]

  --source    whose file it is; columns, coordinates and words said once are remembered with it
  --crs       EPSG:4326, 4490, 4549, 4550, 4528, 4529, GCJ-02, BD-09, a PROJ string or a local grid as JSON; never guessed
  --axes      which of the two numbers stands first, where it is not the system's own order (zones: northing first)
  --map       what a column means, where its heading does not say it; HEADING= leaves it out
  --dry-run   finds out what would happen and writes nothing into the registry
  --resume    goes on with an import that was broken off, or applies one that was checked

  取入普查文件：先检查，再写入；退回的行连同原因按原格式写到 FILE.refused.*，改好后可再次取入。`;

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const stepWords: Readonly<Record<string, string>> = {
  ground: '准备 city',
  read: '读取 reading',
  twins: '查重 twins',
  compare: '比对 comparing',
  number: '编号 numbering',
  apply: '写入 writing',
  change: '更新 changing',
  index: '索引 indexes',
  tiles: '地图计数 map',
};

const show = ({ step, done, total, seconds }: Progress): void => {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 && total > done ? `  ${clock((total - done) / rate)} left` : '';
  const of = total > 0 ? `${done.toLocaleString('en')} / ${total.toLocaleString('en')}  ${Math.round(rate).toLocaleString('en')}/s${left}` : clock(seconds);
  const line = `${stepWords[step] ?? step}  ${of}`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
};

const countWords = {
  rows: '行 rows',
  fresh: '新增 new',
  changed: '更新 changed',
  unchanged: '不变 unchanged',
  older: '较旧 older',
  merged: '合并 merged',
  asked: '待定 to decide',
  refused: '退回 refused',
} as const;

const tell = async (pool: Pool, { id, counts, ranges, rejection, state }: ImportRow): Promise<void> => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (rejection !== null) console.error(`✖ ${wordError(rejection.code, 'zh', rejection.params)}\n  ${wordError(rejection.code, 'en', rejection.params)}`);
  const parts = Object.entries(countWords).flatMap(([key, words]) => {
    const n = counts[key as keyof typeof countWords];
    return n === undefined || (n === 0 && key !== 'rows') ? [] : [`${words} ${n.toLocaleString('en')}`];
  });
  console.log(`${state}  import ${id}  ${parts.join('  ')}`);
  for (const { prefix, district, className, wanted, left } of ranges)
    console.log(`  ! ${prefix} ${district.zh}${className.zh} (${district.en}, ${className.en}): 还剩 ${left} left, 要 ${wanted} wanted`);
  for (const kind of (await listRefusalKinds(pool, [id])).slice(0, 12))
    console.log(`  ✖ ${kind.rows} × ${whyRefused(kind, 'zh')} (第 ${kind.firstRow} 行 row ${kind.firstRow})`);
};

const giveBack = async (pool: Pool, done: ImportRow, beside: string): Promise<void> => {
  if ((done.counts.refused ?? 0) === 0) return;
  const { pieces, extension } = await refusedFile(pool, done);
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
      'dry-run': { type: 'boolean', default: false },
    },
  });

type Args = ReturnType<typeof readArgs>;

const oneOf = <V extends string>(given: string | undefined, ...known: V[]): V | null => {
  if (given === undefined) return null;
  const found = known.find((value) => value === given);
  if (found === undefined) throw new Error(inUsage);
  return found;
};

/** What `--map HEADING=field` says of columns. */
const mapAsSaid = async (pool: Pool, id: string, pairs: readonly string[]): Promise<void> => {
  const said = pairs.map((pair) => pair.split(/=(?=[^=]*$)/));
  const { mapping, columns } = await getImport(pool, id);
  for (const [heading = ''] of said) if (!columns.includes(heading)) throw new Error(`${heading}: ${columns.join(', ')}`);
  const own = Object.fromEntries(said.map(([heading = '', key = '']) => [heading, key === '' ? null : key]));
  await updateImport(pool, id, { mapping: { ...mapping, ...own } });
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
  const options = { now, onProgress: show };
  const before = await getImport(pool, id);
  const isChecked = before.checkedAt !== null && ['checked', 'applying', 'applied', 'cancelled'].includes(before.state);
  const checked = isChecked ? before : await workOn(pool, id, 'check', options);
  return isDry || !(isChecked || checked.state === 'checked') ? checked : workOn(pool, id, 'apply', options);
};

/** Takes a file into the registry from the command line. @returns the exit code: 0 done, 1 not taken, 2 some rows refused or to be decided */
export const takeIn = async (url: string, args: string[]): Promise<number> => {
  const given = readArgs(args);
  const pool = createPool(url, { max: 4 });
  try {
    const id = given.values.resume ?? (await enter(pool, given));
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
