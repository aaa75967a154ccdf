import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPool } from '#db/pool.ts';
import { fewestRestDays, isPart, type ListFault, readCalendarYear } from '#domain/calendar-year.ts';
import { countYear, loadCalendarYear, standsOtherwise } from './load-year.ts';
import { type CalendarMoves, findMoves } from './recount.ts';

const usage = `npm run calendar -- 2027.json [--replace] [--yes] [--sure]

Loads a year's working days as the State Council publishes them, and computes the deadlines of all open orders that wait for them.
The file: { "year": 2027, "rest": ["2027-01-01", …], "makeUp": ["2027-01-03", …] }; every other day goes as the week does.
  --replace  the year stands already with other days: take these
  --yes      move deadlines of open orders that were counted otherwise, without asking; what has run out or is closed stays as it is
  --sure     the list names fewer than ${fewestRestDays} days of rest, which no year has, and is whole all the same`;

const faults: Readonly<Record<ListFault['what'], string>> = {
  missing: '缺失或格式不对 / missing or not in the form',
  'no-date': '不是日期 / no date',
  'other-year': '不在该年 / of another year',
  twice: '重复 / named twice',
  'no-weekend': '调休上班日须为周六或周日 / a make-up day is a Saturday or Sunday',
  empty: '没有任何休息日 / no day of rest at all',
};

/** A running server keeps the city's settings for two seconds: what it opened meanwhile is computed in a second round. */
const staleMs = 3_000;

const parse = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new Error(`${path}：没有这个文件，或读不了。 / There is no such file, or it cannot be read.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path}：不是 JSON，格式见下。 / It is no JSON; this is the form:\n\n${usage}`);
  }
};

const readList = async (path: string) => {
  const parsed = await parse(path);
  const list = readCalendarYear(parsed);
  if ('what' in list) throw new Error(`${path}: ${list.field} ${list.value} ${faults[list.what]}`);
  return list;
};

const tellMoves = ({ orders, later, earlier, pending }: CalendarMoves): string =>
  `这份日历会移动 ${orders} 件未办结工单的时限：推后 ${later}，提前 ${earlier}，待其他年份 ${pending}。\n` +
  `This list moves the deadlines of ${orders} open orders: ${later} later, ${earlier} earlier, ${pending} wait for another year.`;

/** Asks at a terminal; elsewhere nobody could answer. */
const agrees = async (moves: CalendarMoves): Promise<boolean> => {
  console.log(tellMoves(moves));
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('移动吗？/ Move them? [y/N] ');
  terminal.close();
  return /^(y|yes|是)$/i.test(answer.trim());
};

const run = async (): Promise<void> => {
  const options = {
    replace: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    sure: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(usage);
  const list = await readList(path);
  if (isPart(list) && !values.sure)
    throw new Error(
      `${path} 只列了 ${list.rest.length} 天休息，不像完整的一年，没有改动；确实如此再加 --sure。 / It names ${list.rest.length} days of rest, too few for a whole year: nothing was changed; add --sure if that is all.`,
    );
  const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 1 });
  const now = () => new Date().toISOString();
  try {
    if (!values.replace && (await standsOtherwise(pool, list)))
      throw new Error(`${list.year} 年的日历已有且不同，加 --replace 才替换。 / The calendar of ${list.year} stands already and differs: add --replace.`);
    const moves = await findMoves(pool, list, now());
    if (moves.orders > 0 && !values.yes && !(await agrees(moves))) throw new Error('没有改动；加 --yes 执行。 / Nothing was changed: add --yes to do it.');
    const first = await loadCalendarYear(pool, list, { replace: true, now });
    await setTimeout(staleMs);
    const second = await countYear(pool, list.year, now);
    const [settled, moved] = [(first?.settled ?? 0) + second.settled, (first?.moved ?? 0) + second.moved];
    console.log(`已载入 ${list.year} 年日历，计算了 ${settled} 件工单的时限，移动了 ${moved} 件的时限。`);
    console.log(`The calendar of ${list.year} is loaded; the deadlines of ${settled} orders are computed, those of ${moved} moved.`);
    if (second.waiting > 0) console.log(`还有 ${second.waiting} 件等待其他年份的日历。 / ${second.waiting} more wait for another year's calendar.`);
  } finally {
    await pool.end();
  }
};

await run().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
