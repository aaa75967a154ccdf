import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';

/** An order that was closed, with the report that opened it and what matching said of its owner. */
export interface ClosedOrder {
  /** The likeliest owner and its probability; null: of before owners were kept. */
  readonly said: readonly [unitId: string, probability: number] | null;
  /** Who did the work. */
  readonly did: string;
  /** Who had it first; whoever did the work unless said. */
  readonly sent?: string;
  readonly channel?: 'pin' | 'plate' | 'hotline' | 'api';
  readonly kind?: string;
  readonly assetId?: string | null;
  readonly streetCode?: string;
  readonly state?: 'closed' | 'void' | 'signed';
  /** Minutes ago. */
  readonly ago?: number;
  /** Questions that the caller answered. */
  readonly questions?: number;
  readonly isErased?: boolean;
  /** Answered where nobody had been. */
  readonly isAnswered?: boolean;
  readonly isMadeUp?: boolean;
}

/** Writes closed orders down as the service keeps them. @param letter what their reports' numbers begin with */
export const keepClosed = async (pool: Pool, orders: readonly ClosedOrder[], now: string, letter = 'M'): Promise<void> => {
  const rows = orders.map((order, i) => ({
    ...{ channel: 'pin', kind: 'cover_broken', assetId: null, streetCode: '990101001', state: 'closed', ago: i, questions: 0, sent: order.did },
    ...{ isErased: false, isAnswered: false, isMadeUp: false },
    ...order,
    number: `${letter}${i}`,
    owners: order.said && [{ unitId: order.said[0], probability: order.said[1] }],
  }));
  await affected(
    pool,
    sql`with given as materialized (
          select g.*, nextval(pg_get_serial_sequence('incidents', 'id')) as incident_id, nextval(pg_get_serial_sequence('orders', 'id')) as order_id,
            ${now}::timestamptz - make_interval(mins => g.ago) as at
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (number text, owners jsonb, did text, sent text, channel text, kind text, "assetId" text, "streetCode" text,
            state text, ago integer, questions integer, "isErased" boolean, "isAnswered" boolean, "isMadeUp" boolean)),
        incident as (
          insert into incidents (id, problem_kind, geom, district_code, street_code, is_hazard, opened_at) overriding system value
          select g.incident_id, g.kind, ST_PointOnSurface(p.geom), left(p.code, 6), p.code, false, g.at from given g join places p on p.code = g."streetCode"),
        made as (
          insert into orders (id, incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path,
            due_at, opened_at, closed_at, made_up) overriding system value
          select order_id, incident_id, state, false, kind, "assetId", left("streetCode", 6), "streetCode", did, '[]', '{"code": "dispatch-none"}', '{}', at, at,
            case when state <> 'signed' then at end, "isMadeUp" from given),
        first as (
          insert into assignments (order_id, unit_id, part, assigned_at, reason, ended_at)
          select order_id, sent, 'accountable', at, '{}', at from given),
        events as (
          insert into order_events (order_id, at, unit_id, action, from_state, to_state)
          select order_id, at, did, case when "isAnswered" then 'answer' else 'close' end, 'signed', state from given)
        insert into reports (number, incident_id, channel, problem_kind, geom, accuracy_m, datum, match_candidates, match_owners, match_seen, body_hash, received_at)
        select g.number, g.incident_id, g.channel, g.kind, ST_PointOnSurface(p.geom), 8, 'WGS84', '[]', g.owners,
          case when not g."isErased" then jsonb_build_object('position', null,
            'answers', (select coalesce(jsonb_agg('{"ask": "tap", "answer": "unknown"}'::jsonb), '[]') from generate_series(1, g.questions))) end,
          '\\x00', g.at from given g join places p on p.code = g."streetCode"`,
  );
};
