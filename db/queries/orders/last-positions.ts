import type { Name, Point } from '#domain/contract/terms.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

interface LastPosition {
  readonly personId: string;
  readonly unitId: string;
  readonly orderId: string;
  readonly at: string;
  readonly position: Point;
}

/** Keeps where somebody is; where they were before is known to nobody any more. */
export const saveLastPosition = (connection: Connection, { personId, unitId, orderId, at, position: { lon, lat } }: LastPosition): Promise<number> =>
  affected(
    connection,
    sql`insert into last_positions (person_id, at, geom, unit_id, order_id) values (${personId}, ${at}, st_setsrid(st_point(${lon}, ${lat}), 4326), ${unitId}, ${orderId})
        on conflict (person_id) do update set at = excluded.at, geom = excluded.geom, unit_id = excluded.unit_id, order_id = excluded.order_id where last_positions.at <= excluded.at`,
  );

/** Nobody came: the arrival was a slip of the hand, and where whoever said so was before is known to nobody any more. */
export const forgetArrival = (connection: Connection, eventId: string): Promise<number> =>
  affected(
    connection,
    sql`delete from last_positions l using order_events e where e.id = ${eventId} and l.person_id = e.person_id and l.order_id = e.order_id and l.at = e.at`,
  );

export interface NearRow {
  readonly name: Name;
  readonly unit: Name;
  readonly at: string;
  readonly distanceM: number;
  readonly isBusy: boolean;
}

/** Who said since an instant that they are within so many metres of an order, the nearest first; a unit's people of today alone. */
export const listNear = (
  connection: Connection,
  orderId: string,
  { since, withinM, most }: { since: string; withinM: number; most: number },
): Promise<NearRow[]> =>
  rows(
    connection,
    sql`select ${named(sql`p`)} as name, ${named(sql`u`)} as unit, l.at, round(st_distance(l.geom::geography, i.geom::geography))::integer as distance_m,
          there.state not in ('resolved', 'checked', 'called_back', 'closed', 'void', 'merged') as is_busy
        from orders o join incidents i on i.id = o.incident_id join last_positions l on l.at > ${since} and st_dwithin(l.geom::geography, i.geom::geography, ${withinM})
          join people p on p.id = l.person_id and p.active join units u on u.id = l.unit_id join orders there on there.id = l.order_id
        where o.id = ${orderId} order by distance_m, l.at desc limit ${most}`,
  );
