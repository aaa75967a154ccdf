import type { Reach } from '#domain/access.ts';
import type { OnDuty } from '#domain/calls.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { askedTogether } from '../../asked-together.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { orderInReach } from '../reach.ts';
import { figuresOf } from '../reports/telephones.ts';

/** Whose people are asked for, and when. */
interface AskedDuty {
  /** From the nearest level up. */
  readonly unitIds: readonly string[];
  /** City time, 'YYYY-MM-DDTHH:MM:SS' without zone. */
  readonly local: string;
}

/**
 * The people of units whom a danger may send out, in the order in which they are called: the first unit's first; within one, those on
 * duty at that moment by their rank who still hold a role there and an account, and where none is, its crew, clerks, dispatchers and leaders. A shift that
 * ends when it begins lasts a day.
 */
export const listOnDuty = askedTogether(async (connection, all: readonly AskedDuty[]): Promise<OnDuty[][]> => {
  const keyOf = ({ unitIds, local }: AskedDuty) => `${local} ${unitIds.join(' ')}`;
  const lists = [...new Map(all.map((one) => [keyOf(one), one])).entries()].map(([key, { unitIds, local }]) => ({ key, units: unitIds, at: local }));
  const found = await rows<OnDuty & { key: string }>(
    connection,
    sql`with levels as (
            select a.key, a.at, u.id, u.kind, u.place_code, l.level
            from jsonb_to_recordset(${JSON.stringify(lists)}::jsonb) as a (key text, units jsonb, at timestamp), jsonb_array_elements_text(a.units) with ordinality l (id, level)
              join units u on u.id = l.id),
          held as (
            select l.key, l.at, l.level, l.id as unit_id, r.person_id, min(array_position(array['crew', 'clerk', 'dispatcher', 'leader'], r.role)) as rank
            from levels l join person_roles r on (r.unit_id = l.id or (l.kind = 'centre' and r.place_code = l.place_code)) and r.role in ('crew', 'clerk', 'dispatcher', 'leader')
              join people p on p.id = r.person_id and p.active
            group by l.key, l.at, l.level, l.id, r.person_id),
          on_shift as (
            select h.key, h.level, s.unit_id, s.person_id, min(s.rank) as rank from duty_shifts s join held h on h.unit_id = s.unit_id and h.person_id = s.person_id
            where case when s.from_time < s.to_time
                then extract(isodow from h.at)::integer = any(s.weekdays) and h.at::time >= s.from_time and h.at::time < s.to_time
                else (extract(isodow from h.at)::integer = any(s.weekdays) and h.at::time >= s.from_time)
                  or (extract(isodow from h.at - interval '1 day')::integer = any(s.weekdays) and h.at::time < s.to_time) end
            group by h.key, h.level, s.unit_id, s.person_id),
          named as (
            select key, level, unit_id, person_id, rank from on_shift
            union all
            select h.key, h.level, h.unit_id, h.person_id, h.rank from held h where not exists (select 1 from on_shift o where o.key = h.key and o.unit_id = h.unit_id))
        select key, unit_id, person_id from named order by key, level, rank, person_id`,
  );
  return all.map((one) => found.filter(({ key }) => key === keyOf(one)).map(({ unitId, personId }) => ({ unitId, personId })));
});

/** Who of an order is called before the centres over its place. */
export interface Callees {
  /** Who is accountable, and whether its own time to come has run out. */
  readonly unitId: string;
  readonly isLate: boolean;
  /** The units that its rule names as fallbacks, the first one first. */
  readonly fallbacks: readonly string[];
}

export const getCallees = (connection: Connection, orderId: string): Promise<Callees> =>
  oneRow(
    connection,
    sql`select o.unit_id, o.fallback_unit_ids as fallbacks, exists (select from liability_cases l where l.order_id = o.id and coalesce(l.first_unit_id, l.unit_id) = o.unit_id) as is_late
        from orders o where o.id = ${orderId}`,
  );

/** Everybody who was called to an order and was silent or did not arrive, the first one first. */
export const listCalled = (connection: Connection, orderId: string): Promise<{ personId: string; round: number }[]> =>
  rows(connection, sql`select person_id, round from calls where order_id = ${orderId} and passed_over order by id`);

export interface NewCall {
  readonly orderId: string;
  readonly unitId: string;
  readonly personId: string;
  readonly round: number;
  readonly calledAt: string;
  /** Silent until then, the next one is called. */
  readonly answerBy: string;
}

export const insertCall = (connection: Connection, c: NewCall): Promise<number> =>
  affected(
    connection,
    sql`insert into calls (order_id, unit_id, person_id, round, called_at, answer_by)
        values (${c.orderId}, ${c.unitId}, ${c.personId}, ${c.round}, ${c.calledAt}, ${c.answerBy})`,
  );

export interface OpenCall {
  readonly id: string;
  readonly unitId: string;
  readonly personId: string;
  readonly acknowledgedAt: string | null;
}

/** The call to an order that has not ended: somebody has still to answer it, or is on the way. */
export const findOpenCall = (connection: Connection, orderId: string): Promise<OpenCall | undefined> =>
  firstRow(connection, sql`select id, unit_id, person_id, acknowledged_at from calls where order_id = ${orderId} and ended_at is null`);

/** @param passedOver whether the next one is called because this one was silent or did not arrive */
export const endOpenCall = (connection: Connection, orderId: string, at: string, passedOver: boolean): Promise<number> =>
  affected(connection, sql`update calls set ended_at = ${at}, passed_over = ${passedOver} where order_id = ${orderId} and ended_at is null`);

export const acknowledgeCall = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(connection, sql`update calls set acknowledged_at = ${at} where id = ${id}`);

/** Nobody waits any longer for a person who may not act on an order: the clockwork calls the next one. @param reach of orders.act, as it is now; null: they may act on none */
export const hastenCallsOf = (connection: Connection, personId: string, reach: Reach | null, now: string): Promise<number> =>
  affected(
    connection,
    sql`update timers t set due_at = ${now} from calls c join orders o on o.id = c.order_id
        where c.person_id = ${personId} and c.ended_at is null and t.order_id = o.id and t.kind = 'call' and t.ended_at is null and t.due_at > ${now}::timestamptz
          and not ${reach === null ? sql`false` : orderInReach(reach)}`,
  );

/** Which order a call is about; undefined when there is no such call of this person. */
export const findCallOf = (connection: Connection, id: string, personId: string): Promise<{ orderId: string } | undefined> =>
  firstRow(connection, sql`select order_id from calls where id = ${id} and person_id = ${personId}`);

export interface CallRow {
  readonly id: string;
  readonly orderId: string;
  readonly unit: Name;
  readonly kind: Name;
  readonly address: string | null;
  readonly street: Name;
  readonly district: Name;
  readonly calledAt: string;
  readonly answerBy: string;
  readonly acknowledgedAt: string | null;
}

/** The calls that wait for this person, or that they answered and are on the way to. */
/** @param reach of orders.act: who lost the role that they were called for is shown nothing */
export const listCallsOf = (connection: Connection, personId: string, reach: Reach): Promise<CallRow[]> =>
  rows<CallRow>(
    connection,
    sql`select c.id, c.order_id, jsonb_build_object('zh', u.name, 'en', u.name_en) as unit, jsonb_build_object('zh', k.name, 'en', k.name_en) as kind, i.address,
          jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district,
          c.called_at, c.answer_by, c.acknowledged_at
        from calls c join units u on u.id = c.unit_id join orders o on o.id = c.order_id join incidents i on i.id = o.incident_id
          join problem_kinds k on k.code = o.problem_kind join places s on s.code = o.street_code join places d on d.code = o.district_code
        where c.person_id = ${personId} and c.ended_at is null and ${orderInReach(reach)} order by c.id limit 20`,
  ).then(withMaskedPlaces);

export interface CallDoubt {
  /** Metres to the nearest road within half a kilometre; null: none. */
  readonly roadDistanceM: number | null;
  /** Orders of the same telephone that were void. */
  readonly falseReports: number;
}

/** What speaks against sending a crew on one word: no road near, or a caller who was wrong before. */
export const getCallDoubt = askedTogether((connection, all: readonly { readonly at: Point; readonly phone: string | null }[]): Promise<CallDoubt[]> => {
  const pins = all.map(({ at: { lon, lat }, phone }) => ({ lon, lat, phone }));
  return rows(
    connection,
    sql`with pins as materialized (
            select p.ordinality, p.phone, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) as geom
            from rows from (jsonb_to_recordset(${JSON.stringify(pins)}::jsonb) as (lon float8, lat float8, phone text)) with ordinality as p)
        select (select min(ST_Distance(r.geom::geography, pin.geom::geography, false))
            from (select geom from roads where geom && ST_Expand(pin.geom, 0.006) order by geom <-> pin.geom limit 3) r)::float8 as road_distance_m,
          (select count(distinct o.id) from report_contacts c join reports r on r.id = c.report_id join orders o on o.incident_id = r.incident_id
            where c.phone is not null and ${figuresOf(sql`c.phone`)} = nullif(${figuresOf(sql`pin.phone`)}, '') and o.state = 'void')::integer as false_reports
        from pins pin order by pin.ordinality`,
  );
});

export interface Heard {
  /** Whether somebody else told of this danger already: neither from the same line nor with the same telephone, as far as either is known. */
  readonly isToldByAnother: boolean;
  /** Whether somebody is called or asked to look already. */
  readonly isSent: boolean;
}

/** What was heard of a danger before one more report of it, and whether it brought anybody to move. */
export const getHeard = (
  connection: Connection,
  { incidentId, orderId }: { readonly incidentId: string; readonly orderId: string },
  { lineKey, phone }: { readonly lineKey: Buffer | null; readonly phone: string | null },
): Promise<Heard> =>
  oneRow(
    connection,
    sql`select exists (select from reports r join problem_kinds k on k.code = r.problem_kind left join report_contacts c on c.report_id = r.id
            where r.incident_id = ${incidentId} and (k.is_hazard or r.someone_hurt)
              and coalesce(r.sender <> sender_of(${lineKey}::bytea, r.number), true) and coalesce(nullif(${figuresOf(sql`c.phone`)}, '') <> ${figuresOf(sql`${phone}::text`)}, true)) as is_told_by_another,
          exists (select from timers t where t.order_id = ${orderId} and t.ended_at is null and t.kind in ('call', 'look')) as is_sent`,
  );
