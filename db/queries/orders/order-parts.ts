import type { Measured } from '#domain/contract/measurements.ts';
import type { Name, OrderState, Point, Reason } from '#domain/contract/terms.ts';
import { type Connection, rows, type Sql, sql } from '../../sql.ts';
import { type Looking, lineOfSeen } from '../people/looks.ts';
import { reportIdsOf } from '../reports/reports-of.ts';
import { isStillCrew } from './crews.ts';

const name = (alias: Sql) => sql`jsonb_build_object('zh', ${alias}.name, 'en', ${alias}.name_en)`;

/** An instant within JSON, as a row's own instants are read. */
const instant = (at: Sql) => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface AssignmentRow {
  readonly unit: { readonly id: string; readonly name: Name };
  readonly part: string;
  readonly assignedAt: string;
  readonly endedAt: string | null;
  readonly reason: Reason;
  readonly endReason: string | null;
  readonly crew: { readonly name: Name; readonly sentAt: string; readonly isReader: boolean } | null;
}

/** @param readerId who reads: whether it is they who were sent */
export const listAssignments = (connection: Connection, orderId: string, readerId: string): Promise<AssignmentRow[]> =>
  rows(
    connection,
    sql`select jsonb_build_object('id', u.id, 'name', ${name(sql`u`)}) as unit, t.part, t.assigned_at, t.ended_at, t.reason, t.end_reason,
          case when w.id is not null then jsonb_build_object('name', ${name(sql`w`)}, 'sentAt', ${instant(sql`t.crew_sent_at`)}, 'isReader', w.id = ${readerId}) end as crew
        from assignments t join units u on u.id = t.unit_id left join people w on w.id = t.crew_id and ${isStillCrew} where t.order_id = ${orderId} and not t.taken_back order by t.id`,
  );

export interface OrderEventRow {
  readonly at: string;
  readonly action: string;
  readonly fromState: OrderState | null;
  readonly toState: OrderState;
  readonly person: Name | null;
  readonly unit: Name | null;
  readonly note: string | null;
  readonly because: Reason | null;
  readonly assetId: string | null;
  readonly orderId: string | null;
  readonly crew: Name | null;
  readonly key: string | null;
  readonly measured: Measured | null;
  readonly likelihood: { readonly probability: number; readonly reasons: Reason[] } | null;
}

/** @param readerId who reads: of their own acts the keys are told */
export const listOrderEvents = (connection: Connection, orderId: string, readerId: string): Promise<OrderEventRow[]> =>
  rows(
    connection,
    sql`select e.at, e.action, e.from_state, e.to_state, case when p.id is not null then ${name(sql`p`)} end as person,
          case when u.id is not null then ${name(sql`u`)} end as unit, e.note, e.details -> 'because' as because, e.details -> 'likelihood' as likelihood, e.details -> 'measured' as measured,
          case when e.action in ('choose_asset', 'asset_merged', 'asset_split') then e.details ->> 'assetId' end as asset_id, e.details ->> 'orderId' as order_id, case when w.id is not null then ${name(sql`w`)} end as crew,
          case when e.person_id = ${readerId} then e.details ->> 'key' end as key
        from order_events e left join people p on p.id = e.person_id left join people w on w.id = (e.details ->> 'crewId')::bigint left join units u on u.id = e.unit_id where e.order_id = ${orderId} order by e.id`,
  );

export interface OrderReportRow {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  readonly channel: string;
  readonly text: string;
  readonly position: Point;
  readonly accuracyM: number;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly candidates: readonly unknown[];
  /** The likeliest owners of the match; null: a report of before they were kept. */
  readonly owners: readonly { readonly unitId: string; readonly probability: number }[] | null;
  /** The caller's own clock; null: no contact is promised. */
  readonly contact: { readonly dueAt: string | null; readonly metAt: string | null; readonly reason: Reason } | null;
}

/** An order's reports, the first one first, with their contacts: whoever passes them on masks them. @param look writes down whose words are told */
export const listOrderReports = (connection: Connection, orderId: string, look: Looking | null = null): Promise<OrderReportRow[]> =>
  rows(
    connection,
    sql`with seen as (
          select r.id as report_id, r.number, r.received_at, r.channel, r.text, jsonb_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)) as position, r.accuracy_m,
            c.name as contact_name, c.phone as contact_phone, r.match_candidates as candidates, r.match_owners as owners, r.erased_at is not null as is_erased,
            case when d.id is not null then jsonb_build_object('dueAt', ${instant(sql`d.due_at`)}, 'metAt', ${instant(sql`d.met_at`)}, 'reason', d.reason) end as contact
          from orders o join reports r on r.id in ${reportIdsOf(orderId)} left join report_contacts c on c.report_id = r.id and c.erased_at is null
            left join deadlines d on d.order_id = o.id and d.clock = 'contact' and d.report_id = r.id and d.ended_at is null
          where o.id = ${orderId} order by r.received_at, r.id limit 200)${look ? sql`, ${lineOfSeen(look, sql`not seen.is_erased`)}` : sql``}
        select report_id as id, number, received_at, channel, text, position, accuracy_m, contact_name, contact_phone, candidates, owners, contact from seen order by received_at, report_id`,
  );
