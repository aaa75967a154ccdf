import type { Pool } from '#db/pool.ts';
import { countDoubtKinds } from '#db/queries/imports/import-doubts.ts';
import { listRefusalKinds } from '#db/queries/imports/import-refusals.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import { wordError } from '#domain/contract/errors.ts';
import { isInParts } from '#domain/contract/imports.ts';
import { whyRefused } from './give-back/refusals.ts';
import type { Progress } from './take-in/at-work.ts';

type DoubtKind = Awaited<ReturnType<typeof countDoubtKinds>>[number]['kind'];

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const stepWords: Readonly<Record<string, string>> = {
  ground: '准备 city',
  read: '读取 reading',
  twins: '查重 twins',
  compare: '比对 comparing',
  queue: '等前一个导入写完 waiting for another import',
  number: '编号 numbering',
  apply: '写入 writing',
  change: '更新 changing',
  index: '索引 indexes',
  tiles: '地图计数 map',
  keys: '核对单位、地点和道路 checking units, places and roads',
  open: '等别人读完，随后一次打开 waiting for readers, then all is there at once',
};

/** How far a step is, on one line of a terminal, on lines of their own elsewhere. */
export const show = ({ step, done, total, seconds }: Progress): void => {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 && total > done ? `  ${clock((total - done) / rate)} left` : '';
  const pace = isInParts(step) ? '' : `  ${Math.round(rate).toLocaleString('en')}/s`;
  const of = total > 0 ? `${done.toLocaleString('en')} / ${total.toLocaleString('en')}${pace}${left}` : clock(seconds);
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

const doubtWords: Readonly<Record<DoubtKind, string>> = {
  near_registered: '离库里的一座很近 near a registered one',
  near_in_file: '文件里两行很近 two rows of the file close together',
  source_number_in_file: '文件里两行自编号相同 two rows of one own number',
  source_number_classes: '附近另一行自编号相同，类别不同 one own number, two classes, at one place',
  source_number_registered: '自编号在库里，位置差很远 own number registered, far away',
  moved_far: '编号在库里，位置差很远 number registered, far away',
  number_refused_before: '编号以前退回过 number refused before',
  number_class_differs: '编号里的类别不是这一行的 its number holds another class',
  changed_since: '有人改过，与文件说的不同 its asset was changed by others, and the row says otherwise',
  place_differs: '所说的区、街道不是所在的 another place than it lies in',
};

const mostReasons = 12;

/** Why rows came back, the most frequent first; how many more reasons there are. */
const tellRefusals = async (pool: Pool, id: string): Promise<void> => {
  const kinds = await listRefusalKinds(pool, [id]);
  for (const kind of kinds.slice(0, mostReasons))
    console.log(`  ✖ ${kind.rows} × ${whyRefused(kind, 'zh')} ${whyRefused(kind, 'en')} (第 ${kind.firstRow} 行 row ${kind.firstRow})`);
  const more = kinds.slice(mostReasons);
  const rows = more.reduce((sum, kind) => sum + kind.rows, 0);
  if (more.length > 0) console.log(`  ✖ ${rows} × 另有 ${more.length} 种原因，见退回的文件 and ${more.length} more reasons, in the file that comes back`);
};

/** What came of a file: its counts, the reasons of refusals, what waits for a person, and how to go on. */
export const tell = async (pool: Pool, { id, fileName, counts, ranges, followed, rejection, likely, state }: ImportRow): Promise<void> => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (rejection !== null) console.error(`✖ ${wordError(rejection.code, 'zh', rejection.params)}\n  ${wordError(rejection.code, 'en', rejection.params)}`);
  for (const one of likely ?? []) console.error(`  → --crs '${one.system}' --axes ${one.axes}`);
  if (likely !== null) console.error(`  → 坐标系没有错 / the system is right: --resume ${id} --sure`);
  const parts = Object.entries(countWords).flatMap(([key, words]) => {
    const n = counts[key as keyof typeof countWords];
    return n === undefined || (n === 0 && key !== 'rows') ? [] : [`${words} ${n.toLocaleString('en')}`];
  });
  console.log(`${fileName}: ${state}  import ${id}  ${parts.join('  ')}`);
  for (const { prefix, district, className, wanted, left } of ranges)
    console.log(`  ! ${prefix} ${district.zh}${className.zh} (${district.en}, ${className.en}): 还剩 ${left} left, 要 ${wanted} wanted`);
  for (const { ended, heir, rows } of followed)
    console.log(`  = ${rows} × “${ended.zh}”已由“${heir.zh}”接替，按后者登记 “${ended.en}” was followed by “${heir.en}”, registered under it`);
  await tellRefusals(pool, id);
  const doubts = (await countDoubtKinds(pool, id, false)).filter(({ open }) => open > 0);
  for (const { kind, open } of doubts) console.log(`  ? ${open} × ${doubtWords[kind]}`);
  if (doubts.length > 0) console.log(`  → 逐条判断 decide them on the page /registry/imports/${id}`);
};
