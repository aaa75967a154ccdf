import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { asked, timesOf } from './asked.ts';
import { benchToken, cityOfBench } from './bench-token.ts';
import { against, type Figure, share } from './figures.ts';
import { layHistories } from './lay-histories.ts';
import type { ServerProcess } from './server-process.ts';

const longestCountMs = 1_200_000;

interface Settings {
  readonly pool: Pool;
  readonly api: ServerProcess;
  readonly each: number;
}

/** Scores of a year over HTTP, from the sums that the clockwork counted, beside a bare count of the year's orders; and that counting, with who asks meanwhile. */
export const measureScores = async ({ pool, api, each }: Settings): Promise<Figure[]> => {
  await layHistories(pool);
  const { year } = await oneRow<{ year: string }>(pool, sql`select to_char(now() - interval '40 days', 'YYYY') as year`);
  const { unit, month } = await oneRow<{ unit: string; month: string }>(
    pool,
    sql`select o.unit_id as unit, to_char(min(o.opened_at), 'YYYY-MM') as month from orders o join units u on u.id = o.unit_id and u.kind = 'trade'
        where o.opened_at >= now() - interval '70 days' and o.opened_at < now() - interval '40 days' group by 1 order by count(*) desc limit 1`,
  );
  const city = await benchToken(pool, 'supervisor', await cityOfBench(pool), null);
  const own = await benchToken(pool, 'clerk', null, unit);
  const get = (token: string, path: string) => () => asked(api, `/api/v1/${path}`, token);
  await pool.query('delete from score_months');
  const meanwhile: number[] = [];
  const started = performance.now();
  for (let left = 1; left > 0; ) {
    const asking = performance.now();
    left = (await asked<{ counting: readonly string[] }>(api, `/api/v1/scores?period=${year}&by=unit`, city)).counting.length;
    meanwhile.push(performance.now() - asking);
    if (performance.now() - started > longestCountMs) throw new Error(`after ${longestCountMs / 1000} s ${left} months of ${year} are not counted`);
    await sleep(100);
  }
  const first = performance.now() - started;
  const counted = await oneRow<{ orders: number; months: number }>(
    pool,
    sql`select sum(count)::integer as orders, count(distinct month)::integer as months from score_totals where what = 'orders'`,
  );
  const bare = await timesOf(each, () =>
    rows(
      pool,
      sql`select count(*) from orders where opened_at >= ${`${year}-01-01`}::date and opened_at < ${`${Number(year) + 1}-01-01`}::date and state not in ('void', 'merged')`,
    ),
  );
  const kinds = [
    { name: 'a year’s scores of the units', work: get(city, `scores?period=${year}&by=unit`) },
    { name: 'a year’s scores of the streets', work: get(city, `scores?period=${year}&by=street`) },
    { name: 'a month’s scores of the units', work: get(city, `scores?period=${month}&by=unit`) },
    { name: 'a year’s score of one unit', work: get(own, `scores?period=${year}&by=unit`) },
    { name: 'the orders behind one figure', work: get(city, `scores/orders?period=${year}&by=unit&id=${unit}&measure=contact&missed=true`) },
    { name: 'the yearly report', work: get(city, `yearly-report?year=${year}`) },
  ];
  const figures: Figure[] = [
    {
      part: 'queues',
      name: 'a year’s scores counted, each month once',
      value: first / 1000,
      unit: 's',
      note: `${counted.orders} orders in ${counted.months} months by the clockwork, nobody waits for it`,
    },
    {
      part: 'queues',
      name: 'the scores of who asks meanwhile',
      value: share(meanwhile, 0.95),
      unit: 'ms p95',
      note: `p50 ${share(meanwhile, 0.5).toFixed(1)} ms, longest ${Math.max(...meanwhile).toFixed(0)} ms; with the months counted so far, and a word of which are not`,
    },
  ];
  for (const { name, work } of kinds) {
    const times = await timesOf(each, work);
    const figure: Figure = { part: 'queues', name, value: share(times, 0.95), unit: 'ms p95', note: `p50 ${share(times, 0.5).toFixed(1)} ms` };
    figures.push(against(figure, { name: 'the year’s orders counted by SQL', value: share(bare, 0.95) }));
  }
  return figures;
};
