import type { Reach } from '#domain/access.ts';
import type { Name, OrderState } from '#domain/contract/terms.ts';
import type { Measure, ScoreRule } from '#domain/score.ts';
import { type Connection, join, rows, type Sql, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { isTakenBack } from '../orders/last-acts.ts';

export interface ScoreScope {
  /** Orders that came in from an instant up to another. */
  readonly fromAt: string;
  readonly toAt: string;
  readonly now: string;
  /** Places narrow the orders that are counted; a reach of units alone narrows whose cases. */
  readonly reach: Reach;
  readonly rule: ScoreRule;
  /** Only orders that one unit was accountable for, or that lie in one place: what else there is need not be looked at. */
  readonly only?: { readonly by: 'unit' | 'street' | 'district'; readonly id: string };
}

const inPlaces = ({ city, placeCodes, unitIds }: Reach): Sql =>
  city || (placeCodes.length === 0 && unitIds.length > 0) ? sql`true` : sql`(o.district_code = any(${placeCodes}) or o.street_code = any(${placeCodes}))`;

/** Of a reach of units alone the units whose cases are told. */
const unitsOf = ({ city, placeCodes, unitIds }: Reach): readonly string[] | null => (city || placeCodes.length > 0 ? null : unitIds);

const narrowedTo = (only: ScoreScope['only']): Sql => {
  if (!only) return sql`true`;
  const within = { street: sql`o.street_code = ${only.id}`, district: sql`o.district_code = ${only.id}` };
  return only.by === 'unit' ? sql`exists (select from assignments n where n.order_id = o.id and n.unit_id = ${only.id})` : within[only.by];
};

/** The orders of the period. */
export const countedOrders = ({ fromAt, toAt, reach, only }: ScoreScope): Sql =>
  sql`o.opened_at >= ${fromAt}::timestamptz and o.opened_at < ${toAt}::timestamptz and o.state not in ('void', 'merged') and ${inPlaces(reach)} and ${narrowedTo(only)}`;

// Who was accountable at an instant.
const accountableAt = (
  at: Sql,
): Sql => sql`(select a.unit_id from assignments a where a.order_id = o.id and a.part = 'accountable' and not a.taken_back and a.assigned_at <= ${at}
  and (a.ended_at is null or a.ended_at > ${at}) order by a.assigned_at desc limit 1)`;

const grade = (column: Sql): Sql => sql`case ${column} when 'satisfied' then 1 when 'mostly' then 0.8 when 'fair' then 0.6 else 0 end`;

/** The last word of each caller, where it judged that side. */
const satisfaction = (column: Sql, scope: ScoreScope): Sql =>
  sql`select o.id, o.unit_id, ${grade(column)}::float8 as value from orders o, lateral (
        select distinct on (j.report_id) j.* from judgements j where j.order_id = o.id order by j.report_id, j.id desc) j where ${countedOrders(scope)} and ${column} is not null`;

/**
 * The cases of each measure: order, whose it was, and how well it went from 0 to 1. What is not due yet is no case. The comments say what
 * each figure excludes.
 */
const cases: Readonly<Record<Measure, (scope: ScoreScope) => Sql>> = {
  // Each time an order was sent to a unit; not: given back, handed on or closed within the limit without a signature.
  sign: (scope) => sql`select o.id, a.unit_id, (s.at is not null and s.at <= a.assigned_at + limits.sign)::integer::float8 as value
      from orders o cross join (select make_interval(hours => ${scope.rule.signHours}::integer) as sign) limits
        join assignments a on a.order_id = o.id and a.part = 'accountable' and not a.taken_back
        left join lateral (select min(e.at) as at from order_events e where e.order_id = o.id and e.action = 'sign' and not ${isTakenBack} and e.at >= a.assigned_at and (a.ended_at is null or e.at <= a.ended_at)) s on true
      where ${countedOrders(scope)} and (s.at is not null or least(coalesce(a.ended_at, ${scope.now}::timestamptz), coalesce(o.closed_at, ${scope.now}::timestamptz)) > a.assigned_at + limits.sign)`,
  // Each caller's contact that was made or fell due; not: one that another unit began anew before it was due.
  contact: (
    scope,
  ) => sql`select o.id, ${accountableAt(sql`coalesce(d.met_at, d.due_at)`)} as unit_id, (d.met_at is not null and d.met_at <= d.due_at)::integer::float8 as value
      from orders o join deadlines d on d.order_id = o.id and d.clock = 'contact'
      where ${countedOrders(scope)} and d.due_at is not null and (d.met_at is not null or (d.due_at <= ${scope.now} and (d.ended_at is null or d.ended_at > d.due_at)))`,
  // Orders due to close; more time that was given counts as given; not: one that is paused, unless it was late before.
  close: (scope) => sql`select o.id, o.unit_id, (d.met_at is not null and d.met_at <= d.due_at)::integer::float8 as value
      from orders o join deadlines d on d.order_id = o.id and d.clock = 'close' and d.ended_at is null
      where ${countedOrders(scope)} and (d.met_at is not null or d.due_at <= case when o.state = 'paused' then o.paused_at else ${scope.now}::timestamptz end)`,
  // Dangers: somebody on site in time; where the fallback had to come, nobody was.
  hazard: (scope) => sql`select o.id, ${accountableAt(sql`least(d.met_at, d.due_at)`)} as unit_id,
        (d.met_at is not null and d.met_at <= d.due_at)::integer::float8 as value
      from orders o join deadlines d on d.order_id = o.id and d.clock = 'hazard'
      where ${countedOrders(scope)} and (d.met_at is not null or (d.due_at <= ${scope.now} and (d.ended_at is null or d.ended_at > d.due_at)))`,
  speed: (scope) => satisfaction(sql`j.speed`, scope),
  manner: (scope) => satisfaction(sql`j.manner`, scope),
  outcome: (scope) => satisfaction(sql`j.outcome`, scope),
  // "Not ours", once it was decided who was right.
  denials: (scope) =>
    sql`select o.id, n.unit_id, n.upheld::integer::float8 as value from orders o join denials n on n.order_id = o.id where ${countedOrders(scope)} and n.upheld is not null`,
  // Orders sent to a unit that it did not give back; a denial that was right is no return.
  kept: (
    scope,
  ) => sql`select o.id, a.unit_id, (not exists (select from denials n where n.order_id = o.id and n.unit_id = a.unit_id and n.upheld is not true))::integer::float8 as value
      from (select distinct o.id, a.unit_id, o.street_code from orders o join assignments a on a.order_id = o.id and a.part = 'accountable' and not a.taken_back where ${countedOrders(scope)}) a
        join orders o on o.id = a.id`,
  // Orders on which work was shown to be done, and that nobody had to do again.
  passed: (
    scope,
  ) => sql`select o.id, o.unit_id, (not exists (select from order_events r where r.order_id = o.id and r.action in ('rework', 'not_solved', 'reopen')))::integer::float8 as value
      from orders o where ${countedOrders(scope)} and exists (select from order_events e where e.order_id = o.id and e.action = 'resolve')`,
  // Orders closed about a known asset of which nobody told the same again; not: what was withdrawn. Later orders are read once and hashed: by their times each of a
  // month's 100,000 would walk another month's.
  lasting: (scope) => sql`select o.id, o.unit_id, (told.id is null)::integer::float8 as value
      from orders o left join (
        with again as materialized (select id, asset_id, problem_kind, opened_at from orders where asset_id is not null and state <> 'void' and opened_at > ${scope.fromAt}::timestamptz)
        select distinct o.id from orders o join again on again.asset_id = o.asset_id and again.problem_kind = o.problem_kind and again.id <> o.id
          and again.opened_at > o.closed_at and again.opened_at <= o.closed_at + make_interval(days => ${scope.rule.repeatDays}::integer)
        where ${countedOrders(scope)} and o.state = 'closed') told on told.id = o.id
      where ${countedOrders(scope)} and o.state = 'closed' and o.asset_id is not null`,
};

export interface TallyRow {
  readonly unitId: string;
  readonly streetCode: string;
  readonly districtCode: string;
  readonly of: number;
  readonly good: number;
}

const narrowed = (measure: Measure, scope: ScoreScope): Sql => {
  const units = unitsOf(scope.reach);
  return sql`(select c.id, c.unit_id, c.value from (${cases[measure](scope)}) c where c.unit_id is not null and (${units}::text[] is null or c.unit_id = any(${units}::text[])))`;
};

/** One measure, by whose case it was and where. */
export const tallyMeasure = (connection: Connection, measure: Measure, scope: ScoreScope): Promise<TallyRow[]> =>
  rows(
    connection,
    sql`select c.unit_id, o.street_code, o.district_code, count(*)::integer as of, sum(c.value)::float8 as good
        from ${narrowed(measure, scope)} c join orders o on o.id = c.id group by c.unit_id, o.street_code, o.district_code`,
  );

/** How many orders of the period a unit was accountable for, by place. */
export const tallyOrders = (connection: Connection, scope: ScoreScope): Promise<Omit<TallyRow, 'good'>[]> => {
  const units = unitsOf(scope.reach);
  return rows(
    connection,
    sql`select a.unit_id, o.street_code, o.district_code, count(distinct o.id)::integer as of from orders o join assignments a on a.order_id = o.id and a.part = 'accountable' and not a.taken_back
        where ${countedOrders(scope)} and (${units}::text[] is null or a.unit_id = any(${units}::text[])) group by a.unit_id, o.street_code, o.district_code`,
  );
};

export interface CaseRow {
  readonly id: string;
  readonly kind: Name;
  readonly street: Name;
  readonly unit: Name;
  readonly openedAt: string;
  readonly state: OrderState;
  readonly value: number;
  readonly isMadeUp: boolean;
}

export interface CasesWanted {
  readonly measure: Measure;
  readonly by: 'unit' | 'street' | 'district';
  readonly id: string;
  /** Only those that did not go well. */
  readonly missed: boolean;
  /** The last order of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** The orders behind one number, newest first. */
export const listCases = (connection: Connection, wanted: CasesWanted, scope: ScoreScope): Promise<CaseRow[]> => {
  const column = { unit: sql`c.unit_id`, street: sql`o.street_code`, district: sql`o.district_code` }[wanted.by];
  const before = sql`(o.opened_at, o.id) < (select x.opened_at, x.id from orders x where x.id = ${wanted.after}::bigint)`;
  const conditions = [sql`${column} = ${wanted.id}`, ...(wanted.after === null ? [] : [before])];
  return rows(
    connection,
    sql`select o.id, ${named(sql`k`)} as kind, ${named(sql`s`)} as street, ${named(sql`u`)} as unit, o.opened_at, o.state, worst.value, o.made_up as is_made_up
        from (select c.id, c.unit_id, min(c.value) as value from ${narrowed(wanted.measure, { ...scope, only: wanted })} c join orders o on o.id = c.id
              where ${join(conditions, sql` and `)} group by c.id, c.unit_id) worst
          join orders o on o.id = worst.id join problem_kinds k on k.code = o.problem_kind join places s on s.code = o.street_code join units u on u.id = worst.unit_id
        where not ${wanted.missed}::boolean or worst.value < 1
        order by o.opened_at desc, o.id desc limit ${wanted.limit}`,
  );
};
