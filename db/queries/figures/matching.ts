import type { Reach } from '#domain/access.ts';
import type { MatchingQuery, MatchVersion } from '#domain/contract/matching.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { SaidBin } from '#domain/said-and-true.ts';
import { type Connection, join, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { followersOfUnits } from '../network/heirs.ts';
import { lineColumns, lineJoins, type OrderLineRow } from '../orders/orders.ts';
import { orderInReach } from '../reach.ts';

export interface MatchingFilter {
  readonly reach: Reach;
  readonly asked: MatchingQuery;
  /** So many of the newest answers are looked at. */
  readonly most: number;
}

/** Whether one unit is another, or has followed it by now. */
const isNow = (unit: Sql, other: Sql): Sql => sql`(${unit} = ${other} or (${other}, ${unit}) in (select f.id, f.heir from followers f))`;

/** Whether who did the work \`o.unit_id\` did it for a unit: is it, keeps the thing for it, or stands below it. */
const isOf = (unit: Sql): Sql => sql`o.unit_id = ${unit}
        or exists (select from followers f where f.id = ${unit} and f.heir = o.unit_id and f.since <= o.closed_at)
        or ${isNow(sql`u.parent_id`, unit)} or (${isNow(sql`a.maintainer_id`, sql`o.unit_id`)} and ${isNow(sql`a.owner_id`, unit)})`;

/** One place's orders come by their own index in the order in which they were closed: of one of a list of places it would have to be made first. */
const settledInReach = (reach: Reach): Sql => {
  const [code] = reach.placeCodes;
  if (reach.city || code === undefined || reach.placeCodes.length > 1 || reach.unitIds.length > 0) return orderInReach(reach);
  return code.length === 6 ? sql`o.district_code = ${code}` : sql`o.district_code = ${code.slice(0, 6)} and o.street_code = ${code}`;
};

/** Closed orders that are looked through for answers: some tell of none, and those of before owners were kept would be walked to the first one. */
const walkedPerAnswer = 3;

/**
 * Answers whose owner was found, newest first: closed orders of matters whose owner acts, where somebody had been, by the report that opened each. Who did the work is
 * the true owner, or keeps the thing for them, or is a unit below them; a handling centre that closes an order tells of no owner. Who had followed a unit by the time an order was closed
 * is that unit; who keeps what, and who stands below whom, is known as it is now alone, with all that have followed since. What leaves orders out is asked of each in turn (no join of
 * lists), so that the walk ends at the last answer that is wanted.
 */
const answers = ({ reach, most }: MatchingFilter): Sql => sql`
  followers as materialized ${followersOfUnits},
  walked as (
    select o.id, o.incident_id, o.unit_id, o.district_code, o.asset_id, o.problem_kind, o.closed_at from orders o
    where o.state = 'closed' and not o.made_up and ${settledInReach(reach)} order by o.closed_at desc, o.id desc limit ${most * walkedPerAnswer}),
  said as materialized (
    select o.id, o.unit_id, o.district_code, o.asset_id, o.closed_at, first.channel, first.likeliest ->> 'unitId' as said_unit,
      (first.likeliest ->> 'probability')::float8 as probability, first.is_heard, first.questions,
      (select t.unit_id from assignments t where t.order_id = o.id and t.part = 'accountable' order by t.id limit 1) as sent_unit
    from walked o
      cross join lateral (
        select r.channel, r.match_owners -> 0 as likeliest, r.match_seen is not null as is_heard, coalesce(jsonb_array_length(r.match_seen -> 'answers'), 0) as questions
        from reports r where r.incident_id = o.incident_id order by r.received_at, r.id limit 1) first
    where first.likeliest is not null and o.problem_kind = any(array(select k.code from problem_kinds k where k.about <> 'none' and k.acts = 'owner'))
      and o.unit_id not in (select u.id from units u where u.kind = 'centre')
      and (select true from order_events e where e.order_id = o.id and e.action = 'answer' limit 1) is null
    order by o.closed_at desc, o.id desc limit ${most}),
  answers as materialized (
    select o.id, o.closed_at, o.district_code, o.channel, coalesce(a.class_code, 'none') as class_code, o.said_unit, o.probability, o.is_heard, o.questions,
      least(floor(o.probability * 10), 9)::integer as bin,
      coalesce(${isOf(sql`o.said_unit`)}, false) as is_right,
      sent.kind <> 'centre' and (${isOf(sql`sent.id`)}) is not true as is_misdispatched, sent.kind = 'centre' as is_looked
    from said o join units u on u.id = o.unit_id left join assets a on a.id = o.asset_id join units sent on sent.id = o.sent_unit)`;

type MatchingDimension = 'channel' | 'district' | 'class';

/** What was chosen, but in one dimension. */
const chosen = ({ channel, placeCode, classCode }: MatchingQuery, without: MatchingDimension | null): Sql =>
  join(
    [
      sql`true`,
      ...(channel === undefined || without === 'channel' ? [] : [sql`s.channel = ${channel}`]),
      ...(placeCode === undefined || without === 'district' ? [] : [sql`s.district_code = ${placeCode}`]),
      ...(classCode === undefined || without === 'class' ? [] : [sql`s.class_code = ${classCode}`]),
    ],
    sql` and `,
  );

const keys: Readonly<Record<MatchingDimension, Sql>> = { channel: sql`s.channel`, district: sql`s.district_code`, class: sql`s.class_code` };

export interface SaidRow extends SaidBin {
  readonly dimension: MatchingDimension | 'total';
  readonly key: string;
}

const countedBy = (filter: MatchingFilter, dimension: MatchingDimension | null): Sql => sql`
  select ${dimension ?? 'total'}::text as dimension, ${dimension === null ? sql`''` : keys[dimension]} as key, s.bin, count(*)::integer as answers,
    (count(*) filter (where s.is_right))::integer as right, sum(s.probability) as said, (count(*) filter (where s.is_misdispatched))::integer as misdispatched,
    (count(*) filter (where s.is_looked))::integer as looked, (count(*) filter (where s.is_heard))::integer as heard,
    (count(*) filter (where s.questions > 0))::integer as asked, sum(s.questions)::integer as questions
  from answers s where ${chosen(filter.asked, dimension)} group by 2, 3`;

/** Answers by tenths of what was said, in all and in each group of a dimension, which its own choice does not narrow. */
export const countAnswers = async (connection: Connection, filter: MatchingFilter): Promise<{ groups: SaidRow[]; since: string | null; all: number }> => {
  const counted = join([countedBy(filter, null), countedBy(filter, 'channel'), countedBy(filter, 'district'), countedBy(filter, 'class')], sql` union all `);
  const { groups, since, all } = await oneRow<{ groups: SaidRow[] | null; since: string | null; all: number }>(
    connection,
    sql`with ${answers(filter)}, counted as (${counted})
        select (select jsonb_agg(to_jsonb(c)) from counted c) as groups, (select min(s.closed_at) from answers s) as since, (select count(*)::integer from answers) as all`,
  );
  return { groups: groups ?? [], since, all };
};

type Which = 'right' | 'wrong' | 'misdispatched' | 'looked' | 'asked';

const isWhich: Readonly<Record<Which, Sql>> = {
  right: sql`s.is_right`,
  wrong: sql`not s.is_right`,
  misdispatched: sql`s.is_misdispatched`,
  looked: sql`s.is_looked`,
  asked: sql`s.questions > 0`,
};

export type AnsweredOrderRow = OrderLineRow & {
  readonly at: string;
  readonly closedAt: string;
  readonly said: { readonly unit: Name; readonly probability: number; readonly isRight: boolean };
};

/** One page of the orders behind the figures, last closed first; one row more than `limit` when there is a next one. */
export const listAnswered = (
  connection: Connection,
  filter: MatchingFilter,
  page: {
    readonly bin: number | null;
    readonly which: Which | null;
    readonly ownUnits: readonly string[];
    readonly after: { readonly at: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<AnsweredOrderRow[]> =>
  rows<AnsweredOrderRow>(
    connection,
    sql`with ${answers(filter)},
          page as (
            select s.* from answers s where ${chosen(filter.asked, null)} and ${page.bin === null ? sql`true` : sql`s.bin = ${page.bin}`}
              and ${page.which === null ? sql`true` : isWhich[page.which]}
              and ${page.after === null ? sql`true` : sql`(s.closed_at, s.id) < (${page.after.at}::timestamptz, ${page.after.id}::bigint)`}
            order by s.closed_at desc, s.id desc limit ${page.limit + 1})
        select ${lineColumns(page.ownUnits)}, o.closed_at::text as at, o.closed_at,
          jsonb_build_object('unit', ${named(sql`said`)}, 'probability', p.probability, 'isRight', p.is_right) as said
        from page p join orders o on o.id = p.id join units said on said.id = p.said_unit ${lineJoins}
        order by o.closed_at desc, o.id desc`,
  ).then(withMaskedPlaces);

interface VersionRow extends Pick<MatchVersion, 'id' | 'madeAt' | 'isUsed' | 'isInForce'> {
  readonly summary: Pick<MatchVersion, 'taught' | 'before' | 'after' | 'changes'> & Partial<Pick<MatchVersion, 'gain'>>;
}

/** The newest versions that settled orders taught, and the one in force however old it is, newest first; and how many there are. */
export const listMatchVersions = async (connection: Connection, most: number): Promise<{ versions: VersionRow[]; all: number }> => {
  const { all } = await oneRow<{ all: number }>(connection, sql`select count(*)::integer as all from match_versions`);
  const versions = await rows<VersionRow>(
    connection,
    sql`with force as (select max(id) as id from match_versions where is_used)
        select v.id, v.made_at, v.is_used, v.id = f.id is true as is_in_force, v.summary from match_versions v cross join force f
        where v.id = f.id or v.id in (select id from match_versions order by id desc limit ${most}) order by v.id desc`,
  );
  return { versions, all };
};
