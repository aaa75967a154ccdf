import type { Reach } from '#domain/access.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';
import type { TotalRow } from './yearly-figures.ts';

/** What one unit's orders at one place come to; cases and their sums in the order of the rule's measures. */
export interface SumRow {
  readonly unitId: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly orders: number;
  readonly cases: readonly number[];
  readonly good: readonly number[];
}

/** Whether more orders than that came in within a span: read from the index of the analysis, and no further. */
export const holdsMoreOrders = async (connection: Connection, { fromAt, toAt }: { fromAt: string; toAt: string }, most: number): Promise<boolean> =>
  (
    await oneRow<{ is: boolean }>(
      connection,
      sql`select count(*) > ${most} as is from (select from orders where opened_at >= ${fromAt} and opened_at < ${toAt} limit ${most + 1}) found`,
    )
  ).is;

export interface Stored {
  readonly months: readonly string[];
  readonly version: number;
}

const of = ({ months, version }: Stored): Sql => sql`month = any(${months}::text[]) and rule_version = ${version}`;

export const listCountedMonths = (connection: Connection, stored: Stored): Promise<{ month: string; countedAt: string }[]> =>
  rows(connection, sql`select month, counted_at from score_months where ${of(stored)} order by month`);

/** Has the clockwork count months that nobody counted yet. */
export const wantMonths = (connection: Connection, { months, version }: Stored, now: string): Promise<number> =>
  affected(
    connection,
    sql`insert into score_months_wanted (month, rule_version, asked_at) select month, ${version}, ${now} from unnest(${[...months]}::text[]) month on conflict do nothing`,
  );

/** The latest month that somebody waits for. */
export const findWantedMonth = async (connection: Connection, version: number): Promise<string | undefined> =>
  (await firstRow<{ month: string }>(connection, sql`select month from score_months_wanted where rule_version = ${version} order by month desc limit 1`))
    ?.month;

export const forgetWanted = (connection: Connection, month: string): Promise<number> =>
  affected(connection, sql`delete from score_months_wanted where month = ${month}`);

/** One at a time counts a month, for as long as it takes; whoever waited finds it counted. */
export const holdCounting = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select set_config('statement_timeout', '0', true)`);
  await rows(connection, sql`select pg_advisory_xact_lock(hashtextextended('count scores', 0))`);
};

/** Puts a month's sums in the place of those that stood. */
export const saveMonth = async (
  connection: Connection,
  { month, version, at }: { month: string; version: number; at: string },
  sums: readonly SumRow[],
  totals: readonly TotalRow[],
): Promise<void> => {
  await affected(connection, sql`delete from score_months where month = ${month}`);
  await affected(connection, sql`insert into score_months (month, rule_version, counted_at) values (${month}, ${version}, ${at})`);
  await affected(
    connection,
    sql`insert into score_sums (month, rule_version, unit_id, district_code, street_code, orders, cases, good)
        select ${month}, ${version}::integer, s."unitId", s."districtCode", s."streetCode", s.orders, s.cases, s.good
        from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as s ("unitId" text, "districtCode" text, "streetCode" text, orders integer, cases integer[], good float8[])`,
  );
  await affected(
    connection,
    sql`insert into score_totals (month, rule_version, district_code, street_code, what, key, count)
        select ${month}, ${version}::integer, t."districtCode", t."streetCode", t.what, t.key, t.count
        from jsonb_to_recordset(${JSON.stringify(totals)}::jsonb) as t ("districtCode" text, "streetCode" text, what text, key text, count integer)`,
  );
};

const inPlaces = ({ city, placeCodes, unitIds }: Reach): Sql =>
  city || (placeCodes.length === 0 && unitIds.length > 0) ? sql`true` : sql`(district_code = any(${placeCodes}) or street_code = any(${placeCodes}))`;
const ofUnits = ({ city, placeCodes, unitIds }: Reach): Sql => (city || placeCodes.length > 0 ? sql`true` : sql`unit_id = any(${unitIds}::text[])`);

const summed = (column: 'cases' | 'good', measures: number): Sql =>
  Array.from({ length: measures }, (_, i) => (column === 'cases' ? sql`sum(cases[${i + 1}::integer])::integer` : sql`sum(good[${i + 1}::integer])`)).reduce(
    (list, one) => sql`${list}, ${one}`,
  );

/** The sums of several months, by unit and place; of 1.2 million orders some 80,000 rows are read and no order. */
export const listSums = (connection: Connection, stored: Stored, reach: Reach, measures: number): Promise<SumRow[]> =>
  rows(
    connection,
    sql`select unit_id, district_code, street_code, sum(orders)::integer as orders, array[${summed('cases', measures)}] as cases, array[${summed('good', measures)}] as good
        from score_sums where ${of(stored)} and ${inPlaces(reach)} and ${ofUnits(reach)} group by unit_id, district_code, street_code`,
  );

export const listStoredTotals = (connection: Connection, stored: Stored, reach: Reach): Promise<TotalRow[]> =>
  rows(connection, sql`select month, district_code, street_code, what, key, count from score_totals where ${of(stored)} and ${inPlaces(reach)}`);

export const countStoredMadeUp = async (connection: Connection, stored: Stored, reach: Reach): Promise<number> =>
  (
    await oneRow<{ count: number }>(
      connection,
      sql`select coalesce(sum(count), 0)::integer as count from score_totals where ${of(stored)} and what = 'made-up' and ${inPlaces(reach)}`,
    )
  ).count;

/** The months that hold a case of a measure, or one that did not go well. @param nth which measure, from 1 */
export const listMonthsWithCases = async (
  connection: Connection,
  stored: Stored,
  { by, id, nth, missed }: { by: 'unit' | 'street' | 'district'; id: string; nth: number; missed: boolean },
): Promise<string[]> => {
  const column = { unit: sql`unit_id`, street: sql`street_code`, district: sql`district_code` }[by];
  const count = missed ? sql`cases[${nth}::integer] - good[${nth}::integer]` : sql`cases[${nth}::integer]`;
  const found = await rows<{ month: string }>(
    connection,
    sql`select distinct month from score_sums where ${of(stored)} and ${column} = ${id} and ${count} > 0.0001 order by month desc`,
  );
  return found.map(({ month }) => month);
};
