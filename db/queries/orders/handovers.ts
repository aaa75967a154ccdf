import type { Reach } from '#domain/access.ts';
import type { Handovers } from '#domain/contract/handovers.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { openOrderInReach, orderInReach } from '../reach.ts';

/** The latest twenty hand-overs of these centres. @param reach which of the named orders the reader may see @param personId the reader */
export const listHandovers = (
  connection: Connection,
  placeCodes: readonly string[],
  reach: Reach,
  personId: string,
): Promise<Handovers['handovers'][number][]> =>
  rows<Handovers['handovers'][number]>(
    connection,
    sql`select h.id, h.place_code, ${named(sql`p`)} as place, ${named(sql`w`)} as person, h.person_id = ${personId}::bigint as is_own, h.at, h.note, h.open_count, h.danger_count, h.late_count, h.taken_at,
          case when t.id is not null then ${named(sql`t`)} end as taken_by,
          coalesce((select jsonb_agg(jsonb_build_object('id', o.id::text, 'kind', ${named(sql`k`)}, 'state', o.state, 'isHazard', o.is_hazard,
              'address', coalesce(i.address, a.address), 'street', ${named(sql`s`)}) order by not o.is_hazard, o.due_at, o.id)
            from orders o join incidents i on i.id = o.incident_id join problem_kinds k on k.code = o.problem_kind join places s on s.code = o.street_code
              left join assets a on a.id = o.asset_id where o.id = any(h.order_ids) and ${orderInReach(reach)}), '[]') as orders
        from handovers h join places p on p.code = h.place_code join people w on w.id = h.person_id left join people t on t.id = h.taken_by
        where h.place_code = any(${placeCodes}) order by h.id desc limit 20`,
  ).then((all) => all.map((one) => ({ ...one, orders: withMaskedPlaces(one.orders) })));

export const listPlaceNames = (connection: Connection, codes: readonly string[]): Promise<Handovers['places'][number][]> =>
  rows(connection, sql`select p.code, ${named(sql`p`)} as name from places p where p.code = any(${codes}) order by p.code`);

/** How many of these orders lie in reach. */
export const countInReach = async (connection: Connection, ids: readonly string[], reach: Reach): Promise<number> => {
  const { n } = await oneRow<{ n: number }>(
    connection,
    sql`select count(*)::integer as n from orders o where o.id = any(${ids}::bigint[]) and ${orderInReach(reach)}`,
  );
  return n;
};

export interface NewHandover {
  readonly placeCode: string;
  readonly personId: string;
  readonly at: string;
  readonly note: string;
  readonly orderIds: readonly string[];
}

/** Written with how the place stands at that minute. @param reach the place’s own */
export const insertHandover = (connection: Connection, { placeCode, personId, at, note, orderIds }: NewHandover, reach: Reach): Promise<number> =>
  affected(
    connection,
    sql`insert into handovers (place_code, person_id, at, note, order_ids, open_count, danger_count, late_count)
        select ${placeCode}, ${personId}::bigint, ${at}::timestamptz, ${note}, ${orderIds}::bigint[], count(*), count(*) filter (where o.is_hazard),
          count(*) filter (where o.due_at < ${at}::timestamptz)
        from orders o where ${openOrderInReach(reach)} and o.state not in ('closed', 'void', 'merged')`,
  );

/** The place of a hand-over; null when there is none. */
export const findHandover = async (connection: Connection, id: string): Promise<{ placeCode: string } | null> =>
  (await firstRow<{ placeCode: string }>(connection, sql`select place_code from handovers where id = ${id}`)) ?? null;

export const markTaken = (connection: Connection, id: string, personId: string, now: string): Promise<number> =>
  affected(connection, sql`update handovers set taken_by = ${personId}, taken_at = ${now} where id = ${id} and taken_at is null`);
