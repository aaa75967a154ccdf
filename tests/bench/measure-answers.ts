import type { Pool } from '#db/pool.ts';
import { oneRow, rows, type Sql, sql } from '#db/sql.ts';
import { mostAnswers } from '#domain/contract/matching.ts';
import { asked, timesOf } from './asked.ts';
import { benchToken, cityOfBench } from './bench-token.ts';
import { against, type Figure, share } from './figures.ts';
import type { ServerProcess } from './server-process.ts';

interface Settings {
  readonly pool: Pool;
  readonly api: ServerProcess;
  readonly each: number;
}

interface Answered {
  readonly total: { readonly answers: number };
}

/** The newest closed orders of a scope with what was said of each, and no more: no groups, no names, nobody who asks. */
const bareAnswers = (pool: Pool, where: Sql) => () =>
  rows(
    pool,
    sql`select count(*) filter (where r.match_owners -> 0 ->> 'unitId' = o.unit_id) from (
          select o.unit_id, o.incident_id from orders o where o.state = 'closed' and not o.made_up and ${where} order by o.closed_at desc, o.id desc limit ${mostAnswers}) o
        join reports r on r.incident_id = o.incident_id`,
  );

/** Places by how many orders were closed in them: the one with most, and one in the middle. */
const placesOf = async (pool: Pool, column: Sql): Promise<{ most: string; middling: string }> => {
  const found = await rows<{ code: string }>(pool, sql`select ${column} as code from orders where state = 'closed' group by 1 order by count(*) desc`);
  return { most: found[0]?.code ?? '', middling: found[Math.floor(found.length / 2)]?.code ?? '' };
};

/** What matching said against what was true, over HTTP, for who reads the city, a district or a street: the figures and a page of the orders behind them. Orders are laid before. */
export const measureAnswers = async ({ pool, api, each }: Settings): Promise<Figure[]> => {
  const city = await cityOfBench(pool);
  const [district, street] = [await placesOf(pool, sql`district_code`), await placesOf(pool, sql`street_code`)];
  const scopes = [
    { name: 'the city', place: city, where: sql`true` },
    { name: 'the district with most', place: district.most, where: sql`o.district_code = ${district.most}` },
    { name: 'a middling district', place: district.middling, where: sql`o.district_code = ${district.middling}` },
    { name: 'the street with most', place: street.most, where: sql`o.street_code = ${street.most}` },
    { name: 'a middling street', place: street.middling, where: sql`o.street_code = ${street.middling}` },
  ];
  const { closed } = await oneRow<{ closed: number }>(pool, sql`select count(*)::integer as closed from orders where state = 'closed'`);
  const figures: Figure[] = [];
  for (const { name, place, where } of scopes) {
    const token = await benchToken(pool, 'analyst', place, null);
    const { total } = await asked<Answered>(api, '/api/v1/analysis/matching', token);
    const bare = await timesOf(each, bareAnswers(pool, where));
    for (const [what, path] of [
      ['figures', ''],
      ['wrong answers’ orders', '/orders?which=wrong'],
    ] as const) {
      const times = await timesOf(each, () => asked(api, `/api/v1/analysis/matching${path}`, token));
      const note = `p50 ${share(times, 0.5).toFixed(1)} ms, bare p50 ${share(bare, 0.5).toFixed(1)} ms; ${total.answers} answers of ${closed} closed orders`;
      figures.push(
        against(
          { part: 'queues', name: `how right matching is, ${name}: ${what}`, value: share(times, 0.95), unit: 'ms p95', note },
          { name: 'its newest closed orders with what was said, by SQL', value: share(bare, 0.95) },
        ),
      );
    }
  }
  return figures;
};
