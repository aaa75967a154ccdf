import type { Name, OrderState, Point } from '#domain/contract/terms.ts';
import { type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { orderDueColumns } from './deadlines.ts';

const spot = ({ lon, lat }: Point) => sql`ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326)`;

export interface OpenReportRow {
  readonly incidentId: string;
  readonly kindCode: string;
  readonly kindName: Name;
  readonly state: OrderState;
  readonly isHazard: boolean;
  readonly position: Point;
  readonly distanceM: number;
  readonly openedAt: string;
}

/**
 * What is open round a place, nearest first: kind, place and state, and nothing that a person said or showed. What is about no thing, as a noise,
 * lies where its reporter stood or lives, and is told to nobody.
 */
export const listOpenReports = (connection: Connection, at: Point, withinM: number, most: number): Promise<OpenReportRow[]> =>
  rows(
    connection,
    sql`select i.id as incident_id, k.code as kind_code, ${named(sql`k`)} as kind_name, o.state, o.is_hazard,
          jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position, ST_Distance(i.geom::geography, ${spot(at)}::geography) as distance_m, i.opened_at
        from incidents i join orders o on o.incident_id = i.id join problem_kinds k on k.code = i.problem_kind
        where ST_DWithin(i.geom, ${spot(at)}, ${withinM / 80_000}) and ST_DWithin(i.geom::geography, ${spot(at)}::geography, ${withinM})
          and k.about <> 'none' and o.state not in ('closed', 'void', 'merged', 'resolved', 'checked', 'called_back')
        order by distance_m, i.id limit ${most}`,
  );

export interface NewFollow {
  readonly number: string;
  readonly incidentId: string;
  readonly key: string;
  readonly followedAt: string;
}

/** Follows it; the same key again is the same follow. @returns its number */
export const insertFollow = async (
  connection: Connection,
  { number, incidentId, key, followedAt }: NewFollow,
): Promise<{ number: string; incidentId: string }> =>
  oneRow(
    connection,
    sql`insert into follows (number, incident_id, idempotency_key, followed_at) values (${number}, ${incidentId}, ${key}, ${followedAt})
        on conflict (idempotency_key) do update set idempotency_key = excluded.idempotency_key returning number, incident_id`,
  );

export interface FollowedRow {
  readonly orderId: string;
  readonly number: string;
  readonly kindCode: string;
  readonly kindName: Name;
  readonly isEmergency: boolean;
  readonly state: OrderState;
  readonly isHazard: boolean;
  readonly position: Point;
  readonly address: string | null;
  readonly street: Name;
  readonly district: Name;
  readonly unit: Name;
  readonly receivedAt: string;
  readonly closeDueAt: string | null;
  readonly hazardDueAt: string | null;
  readonly recheckDueAt: string | null;
  readonly resumesOn: string | null;
}

/** Where an incident's order ended up: the one that it became part of, and on. */
const lastOrderOf = (number: string) => sql`with recursive led as (
    select o.id, o.merged_into from follows f join orders o on o.incident_id = f.incident_id where f.number = ${number}
    union all select o.id, o.merged_into from led join orders o on o.id = led.merged_into)`;

/** What a follower sees; an address is the registry's own, never one that somebody typed. */
export const findFollowed = (connection: Connection, number: string): Promise<FollowedRow | undefined> =>
  firstRow(
    connection,
    sql`${lastOrderOf(number)}
        select o.id as order_id, f.number, k.code as kind_code, ${named(sql`k`)} as kind_name, k.is_emergency, o.state, o.is_hazard,
          jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position, a.address,
          ${named(sql`s`)} as street, ${named(sql`d`)} as district,
          ${named(sql`u`)} as unit, f.followed_at as received_at, case when o.state = 'paused' then o.resumes_on end as resumes_on,
          ${orderDueColumns}
        from led join orders o on o.id = led.id and led.merged_into is null join incidents i on i.id = o.incident_id join follows f on f.number = ${number}
          join problem_kinds k on k.code = i.problem_kind join places s on s.code = o.street_code join places d on d.code = o.district_code
          join units u on u.id = o.unit_id left join assets a on a.id = i.asset_id limit 1`,
  );

/** The order that a follower's number leads to, for whoever watches it. */
export const findOrderIdOfFollow = (connection: Connection, number: string): Promise<{ orderId: string } | undefined> =>
  firstRow(connection, sql`${lastOrderOf(number)} select id as order_id from led where merged_into is null limit 1`);
