import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPool } from '#db/pool.ts';
import { type ListFault, readCalendarYear } from '#domain/calendar-year.ts';
import { loadCalendarYear, settleOrders } from './load-year.ts';

const usage = `npm run calendar -- 2027.json [--replace]

Loads a year's working days as the State Council publishes them, and computes the deadlines of all open orders that wait for them.
The file: { "year": 2027, "rest": ["2027-01-01", …], "makeUp": ["2027-01-03", …] }; every other day goes as the week does.
  --replace  the year stands already with other days: take these for what is computed from now on; deadlines that stand stay`;

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

const readList = async (path: string) => {
  const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
  const list = readCalendarYear(parsed);
  if ('what' in list) throw new Error(`${path}: ${list.field} ${list.value} ${faults[list.what]}`);
  return list;
};

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: { replace: { type: 'boolean', default: false } }, allowPositionals: true });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(usage);
  const list = await readList(path);
  const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 1 });
  const now = () => new Date().toISOString();
  try {
    const first = await loadCalendarYear(pool, list, { replace: values.replace, now });
    if (first === null)
      throw new Error(`${list.year} 年的日历已有且不同，加 --replace 才替换。 / The calendar of ${list.year} stands already and differs: add --replace.`);
    await setTimeout(staleMs);
    const second = await settleOrders(pool, now);
    console.log(`已载入 ${list.year} 年日历，计算了 ${first.settled + second.settled} 件工单的时限。`);
    console.log(`The calendar of ${list.year} is loaded; the deadlines of ${first.settled + second.settled} orders are computed.`);
    if (second.waiting > 0) console.log(`还有 ${second.waiting} 件等待其他年份的日历。 / ${second.waiting} more wait for another year's calendar.`);
  } finally {
    await pool.end();
  }
};

await run().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
