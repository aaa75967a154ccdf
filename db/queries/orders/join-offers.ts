import type { Name, OrderState, Point, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';

export interface NewJoinOffer {
  readonly orderId: string;
  readonly otherOrderId: string;
  readonly probability: number;
  readonly reasons: readonly Reason[];
  readonly at: string;
}

/** Asks the dispatcher of two orders whether they are about one hole; asked once. */
export const insertJoinOffers = (connection: Connection, offers: readonly NewJoinOffer[]): Promise<number> =>
  affected(
    connection,
    sql`insert into join_offers (order_id, other_order_id, probability, reasons, offered_at)
        select f."orderId", f."otherOrderId", f.probability, f.reasons, f.at
        from jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) as f ("orderId" bigint, "otherOrderId" bigint, probability real, reasons jsonb, at timestamptz)
        order by f."otherOrderId" -- as lockOrders takes them: each row's foreign key holds the other order for a moment
        on conflict (order_id, other_order_id) do nothing`,
  );

/**
 * Asks the same of an order that goes on and another one; asked once, whichever came first. The caller holds the asset's lock:
 * nobody asks the other way round meanwhile. The other order may be held by somebody: that its row is named here waits for nobody. @returns 1 when it is asked now
 */
export const offerOnce = (connection: Connection, { orderId, otherOrderId, probability, reasons, at }: NewJoinOffer): Promise<number> =>
  affected(
    connection,
    sql`insert into join_offers (order_id, other_order_id, probability, reasons, offered_at)
        select ${orderId}::bigint, ${otherOrderId}::bigint, ${probability}, ${JSON.stringify(reasons)}::jsonb, ${at}::timestamptz
        where not exists (select from join_offers f
          where (f.order_id, f.other_order_id) in ((${orderId}::bigint, ${otherOrderId}::bigint), (${otherOrderId}::bigint, ${orderId}::bigint)))`,
  );

/** A person said of two orders that they are about one hole, or about two. Written down also where nobody asked. */
export const answerOffer = (
  connection: Connection,
  [orderId, otherOrderId]: readonly [string, string],
  said: { readonly answer: 'merged' | 'apart'; readonly personId: string | null; readonly at: string },
): Promise<number> =>
  affected(
    connection,
    sql`with known as (
          update join_offers set answer = ${said.answer}, answered_at = ${said.at}, person_id = ${said.personId}
          where (order_id, other_order_id) in ((${orderId}::bigint, ${otherOrderId}::bigint), (${otherOrderId}::bigint, ${orderId}::bigint)) returning id)
        insert into join_offers (order_id, other_order_id, probability, reasons, offered_at, answered_at, answer, person_id)
        select ${orderId}::bigint, ${otherOrderId}::bigint, case when ${said.answer} = 'merged' then 1 else 0 end, '[]', ${said.at}::timestamptz, ${said.at}::timestamptz, ${said.answer},
          ${said.personId}::bigint
        where not exists (select from known)`,
  );

/**
 * Whether an order that becomes part of another one is about the hole of a third is asked of the other from now on, where nobody was asked that before. The caller holds both;
 * the third may be held by somebody, for whom nobody waits. @returns what is asked now, each with the third order
 */
export const passOffers = (connection: Connection, fromOrderId: string, toOrderId: string, at: string): Promise<{ id: string; orderId: string }[]> =>
  rows(
    connection,
    sql`with asked as (
          select case when f.order_id = ${fromOrderId} then f.other_order_id else f.order_id end as third, f.probability, f.reasons
          from join_offers f where ${fromOrderId}::bigint in (f.order_id, f.other_order_id) and f.answered_at is null)
        insert into join_offers (order_id, other_order_id, probability, reasons, offered_at)
        select distinct on (a.third) ${toOrderId}::bigint, a.third, a.probability, a.reasons, ${at}::timestamptz from asked a
        where a.third <> ${toOrderId} and not exists (select from join_offers x
          where (x.order_id, x.other_order_id) in ((${toOrderId}::bigint, a.third), (a.third, ${toOrderId}::bigint)))
        order by a.third, a.probability desc
        on conflict (order_id, other_order_id) do nothing returning id, other_order_id as order_id`,
  );

/** Questions that a merge had asked are none any more, but for those that somebody answered. @returns the other orders that they were about */
export const withdrawOffers = async (connection: Connection, ids: readonly string[]): Promise<string[]> =>
  (
    await rows<{ orderId: string }>(
      connection,
      sql`delete from join_offers where id = any(${[...ids]}::bigint[]) and answered_at is null returning other_order_id as order_id`,
    )
  ).map(({ orderId }) => orderId);

export interface JoinOfferRow {
  readonly orderId: string;
  readonly probability: number;
  readonly reasons: Reason[];
  readonly offeredAt: string;
  readonly state: OrderState;
  readonly isHazard: boolean;
  readonly kind: Name;
  readonly unit: Name;
  readonly address: string | null;
  readonly position: Point;
  readonly distanceM: number;
  readonly reportCount: number;
  readonly openedAt: string;
}

/** How likely two orders were said to be about one hole, while nobody has said so or otherwise. */
export const findOffer = (connection: Connection, orderId: string, otherOrderId: string): Promise<{ probability: number } | undefined> =>
  firstRow(
    connection,
    sql`select probability::float8 as probability from join_offers
        where (order_id, other_order_id) in ((${orderId}::bigint, ${otherOrderId}::bigint), (${otherOrderId}::bigint, ${orderId}::bigint)) and answered_at is null`,
  );

/** The open orders that may be about the same hole as this one, and of which nobody has said so or otherwise; likeliest first. */
export const listJoinOffers = (connection: Connection, orderId: string): Promise<JoinOfferRow[]> =>
  rows<JoinOfferRow>(
    connection,
    sql`select o.id as order_id, f.probability::float8 as probability, f.reasons, f.offered_at, o.state, o.is_hazard, ${named(sql`k`)} as kind,
          ${named(sql`u`)} as unit, i.address, jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position,
          ST_Distance(i.geom::geography, own.geom::geography) as distance_m, (select count(*)::integer from reports r where r.incident_id = i.id) as report_count, o.opened_at
        from join_offers f join orders o on o.id = case when f.order_id = ${orderId} then f.other_order_id else f.order_id end
          join incidents i on i.id = o.incident_id join problem_kinds k on k.code = o.problem_kind join units u on u.id = o.unit_id
          cross join (select i.geom from orders x join incidents i on i.id = x.incident_id where x.id = ${orderId}) own
        where (f.order_id = ${orderId} or f.other_order_id = ${orderId}) and f.answered_at is null and o.state in ('dispatched', 'signed', 'contacted', 'in_progress')
        order by f.probability desc, o.id limit 5`,
  ).then(withMaskedPlaces);

/** Whether it waits for an answer that two orders may be one. */
export const isOffered = async (connection: Connection, orderId: string, otherOrderId: string): Promise<boolean> =>
  (
    await oneRow<{ is: boolean }>(
      connection,
      sql`select exists (select from join_offers where answered_at is null
            and (order_id, other_order_id) in ((${orderId}::bigint, ${otherOrderId}::bigint), (${otherOrderId}::bigint, ${orderId}::bigint))) as is`,
    )
  ).is;
