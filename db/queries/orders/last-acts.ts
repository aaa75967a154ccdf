import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { isOfErased } from './contact-clocks.ts';

/** What an act can change of an order's own row; the reply and the danger are changed by acts alone that cannot be taken back. */
const columns = sql`state, unit_id, dispatch_reason, dispatch_path, closed_at, paused_at, repaired_at, arrived_at, time_asked_at, time_asked_by, time_granted_at,
  pause_asked_at, pause_asked_by, resumes_on, supervised_at, supervised_by, docketed_at, district_code, street_code,
  asset_id, match_score, match_reasons, fallback_unit_ids, asset_chosen_at, asset_chosen_by, chosen_unit_id`;

/** All that stands of an order before an act: its row, who has it, its clocks, timers, open call and unanswered offers. Opaque outside this file. */
export const readBefore = async (connection: Connection, orderId: string): Promise<string> =>
  (
    await oneRow<{ before: string }>(
      connection,
      sql`select jsonb_build_object(
            'order', (select to_jsonb(o) from (select ${columns} from orders where id = ${orderId}) o),
            'incident', (select jsonb_build_object('asset_id', i.asset_id, 'geom', i.geom::text) from orders o join incidents i on i.id = o.incident_id where o.id = ${orderId}),
            'assignments', (select coalesce(jsonb_agg(a.id), '[]') from assignments a where a.order_id = ${orderId} and a.ended_at is null),
            'crews', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'crew_id', a.crew_id, 'crew_sent_at', a.crew_sent_at)), '[]')
              from assignments a where a.order_id = ${orderId} and a.ended_at is null),
            'deadlines', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'started_at', d.started_at, 'due_at', d.due_at, 'met_at', d.met_at, 'reason', d.reason)), '[]')
              from deadlines d where d.order_id = ${orderId} and d.ended_at is null),
            'timers', (select coalesce(jsonb_agg(t.id), '[]') from timers t where t.order_id = ${orderId} and t.ended_at is null),
            'calls', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'acknowledged_at', c.acknowledged_at)), '[]')
              from calls c where c.order_id = ${orderId} and c.ended_at is null),
            'offers', (select coalesce(jsonb_agg(f.id), '[]') from join_offers f where ${orderId}::bigint in (f.order_id, f.other_order_id) and f.answered_at is null)
          )::text as before`,
    )
  ).before;

export interface DoneAct {
  readonly orderId: string;
  readonly action: OrderAction;
  readonly personId: string;
  /** Of a split: the order that it opened. */
  readonly openedOrderId: string | null;
  readonly at: string;
}

/** An order counts its versions from one. */
const past = sql`0`;

/** The acts of before are past taking back; the last of them stays, so that whoever did it is told why. */
const shutEarlier = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`with last as (select max(event_id) as id from last_acts where order_id = ${orderId}),
          earlier as (delete from last_acts using last where order_id = ${orderId} and event_id < last.id)
        update last_acts set version = ${past} from last where order_id = ${orderId} and event_id = last.id`,
  );

/**
 * Keeps what stood before an act that was done just now; one that settled whose the asset is stays, since the registry has learned of it.
 * @param isFirst something else followed the acts before it: they are past taking back
 */
export const saveLastAct = async (
  connection: Connection,
  { orderId, action, personId, openedOrderId, at }: DoneAct,
  before: string,
  isFirst: boolean,
): Promise<void> => {
  if (isFirst) await shutEarlier(connection, orderId);
  await affected(
    connection,
    sql`with last as (select max(e.id) as id from order_events e where e.order_id = ${orderId})
        insert into last_acts (order_id, event_id, standing_event_id, action, person_id, version, opened_order_id, opened_event_id, before)
        select o.id, last.id, last.id, ${action}, ${personId}::bigint, o.version, ${openedOrderId}::bigint,
          (select max(e.id) from order_events e where e.order_id = ${openedOrderId}::bigint), ${before}::jsonb
        from orders o, last where o.id = ${orderId} and not exists (select from denials d where d.order_id = o.id and d.decided_at = ${at}::timestamptz)`,
  );
};

/** The last act was taken back: the one before it, if nothing else had followed that one, is the last again. */
export const dropLastAct = async (connection: Connection, orderId: string, eventId: string): Promise<void> => {
  await affected(connection, sql`delete from last_acts where order_id = ${orderId} and event_id = ${eventId}`);
  await affected(
    connection,
    sql`update last_acts l set version = o.version, standing_event_id = (select max(e.id) from order_events e where e.order_id = o.id)
        from orders o where o.id = ${orderId} and l.order_id = o.id and l.event_id = (select max(event_id) from last_acts where order_id = ${orderId}) and l.version <> ${past}`,
  );
};

/** Whether nothing followed the order's last act but steps that were taken back: neither here nor in the order that a split opened. Stands in a query that has `orders o`. */
export const isLastActStanding = sql`exists (select from last_acts l
  where l.order_id = o.id and l.version = o.version and l.standing_event_id = (select max(e.id) from order_events e where e.order_id = o.id)
    and l.opened_event_id is not distinct from (select max(e.id) from order_events e where e.order_id = l.opened_order_id))`;

/** Who did the last act that is kept. Stands in a query that has `orders o`. */
export const lastActBy = sql`(select l.person_id from last_acts l where l.order_id = o.id order by l.event_id desc limit 1)`;

export interface LastAct {
  readonly eventId: string;
  readonly action: OrderAction;
  readonly openedOrderId: string | null;
  readonly stateBefore: OrderState;
}

export const findLastAct = (connection: Connection, orderId: string): Promise<LastAct | undefined> =>
  firstRow(
    connection,
    sql`select event_id, action, opened_order_id, before #>> '{order,state}' as state_before
        from last_acts where order_id = ${orderId} order by event_id desc limit 1`,
  );

/** The caller holds the order, and saw that its last act stands. */
export const getLastAct = async (connection: Connection, orderId: string): Promise<LastAct> => {
  const last = await findLastAct(connection, orderId);
  if (!last) throw new Error(`order ${orderId}: no act of it is kept`);
  return last;
};

const before = (orderId: string, part: string) =>
  sql`(select l.before -> ${part} from last_acts l where l.order_id = ${orderId} order by l.event_id desc limit 1)`;
const idsBefore = (orderId: string, part: string) => sql`(select b.id::bigint from jsonb_array_elements_text(${before(orderId, part)}) b (id))`;

/** Another asset than now only where the act chose it: one that was merged since, for which another stands, may stand on its own again by now. */
const restoreRow = (connection: Connection, orderId: string, action: OrderAction): Promise<number> => {
  const kept = action === 'choose_asset' ? [] : ['asset_id'];
  return affected(
    connection,
    sql`update orders o set (${columns}) = (select ${columns} from jsonb_populate_record(o, ${before(orderId, 'order')} - ${kept}::text[])), version = o.version + 1
        where o.id = ${orderId}`,
  );
};

/** The place that a hand-over across took along comes back. */
const restorePlace = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`update incidents i set district_code = o.district_code, street_code = o.street_code from orders o
        where o.id = ${orderId} and i.id = o.incident_id and (i.district_code, i.street_code) is distinct from (o.district_code, o.street_code)`,
  );

/** The asset and the spot of before another was chosen. */
const restoreAsset = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`update incidents i set asset_id = b.asset_id, geom = b.geom::geometry
        from orders o, jsonb_to_record(${before(orderId, 'incident')}) as b (asset_id text, geom text) where o.id = ${orderId} and i.id = o.incident_id`,
  );

/** @returns the units that do not have the order any more, nor need know of it */
const restoreAssignments = async (connection: Connection, orderId: string, at: string): Promise<string[]> => {
  const gone = await rows<{ unitId: string }>(
    connection,
    sql`update assignments set ended_at = ${at}, taken_back = true where order_id = ${orderId} and ended_at is null and id not in ${idsBefore(orderId, 'assignments')} returning unit_id`,
  );
  await affected(
    connection,
    sql`update assignments set ended_at = null, end_reason = null where id in ${idsBefore(orderId, 'assignments')} and ended_at is not null`,
  );
  await affected(
    connection,
    sql`update assignments a set crew_id = b.crew_id, crew_sent_at = b.crew_sent_at
        from jsonb_to_recordset(${before(orderId, 'crews')}) as b (id bigint, crew_id bigint, crew_sent_at timestamptz) where a.id = b.id`,
  );
  return gone.map(({ unitId }) => unitId);
};

const restoreClocks = async (connection: Connection, orderId: string, at: string): Promise<void> => {
  await affected(
    connection,
    sql`update deadlines set ended_at = ${at} where order_id = ${orderId} and ended_at is null
          and id not in (select (b.d ->> 'id')::bigint from jsonb_array_elements(${before(orderId, 'deadlines')}) b (d))`,
  );
  await affected(
    connection,
    sql`update deadlines d set ended_at = case when b.met_at is null and ${isOfErased} then coalesce(d.ended_at, ${at}) end, started_at = b.started_at, due_at = b.due_at, met_at = b.met_at, reason = b.reason
        from jsonb_to_recordset(${before(orderId, 'deadlines')}) as b (id bigint, started_at timestamptz, due_at timestamptz, met_at timestamptz, reason jsonb)
        where d.id = b.id`,
  );
};

/**
 * What the act disarmed is armed again at the instants of before: what fell due meanwhile is worked at once. The day's look for a calendar writes
 * no event and arms the next one: that stays, since the one of before was worked.
 */
const restoreTimers = async (connection: Connection, orderId: string, at: string): Promise<void> => {
  await affected(
    connection,
    sql`update timers set ended_at = ${at}, outcome = 'disarmed' where order_id = ${orderId} and ended_at is null and kind <> 'calendar' and id not in ${idsBefore(orderId, 'timers')}`,
  );
  await affected(
    connection,
    sql`insert into timers (order_id, kind, clock, step, due_at, armed_at)
        select order_id, kind, clock, step, due_at, ${at}::timestamptz from timers where id in ${idsBefore(orderId, 'timers')} and outcome = 'disarmed' order by id
        on conflict do nothing`,
  );
};

const restoreCalls = async (connection: Connection, orderId: string, at: string): Promise<void> => {
  await affected(
    connection,
    sql`update calls set ended_at = ${at}, passed_over = false where order_id = ${orderId} and ended_at is null
          and id not in (select (b.c ->> 'id')::bigint from jsonb_array_elements(${before(orderId, 'calls')}) b (c))`,
  );
  await affected(
    connection,
    sql`update calls c set ended_at = null, passed_over = false, acknowledged_at = b.acknowledged_at
        from jsonb_to_recordset(${before(orderId, 'calls')}) as b (id bigint, acknowledged_at timestamptz) where c.id = b.id`,
  );
};

/** What was answered by the act itself is a question again; what somebody answered since at the other order, which moves this one nowhere, stays said. */
const restoreOffers = (connection: Connection, orderId: string, eventId: string): Promise<number> =>
  affected(
    connection,
    sql`update join_offers f set answered_at = null, answer = null, person_id = null from order_events e
        where e.id = ${eventId} and e.action = 'keep_apart' and f.id in ${idsBefore(orderId, 'offers')} and (e.details ->> 'orderId')::bigint in (f.order_id, f.other_order_id)`,
  );

/**
 * Makes an order stand again as before its last act: row, clocks and timers at their instants, who has it, who is called.
 * The caller holds the order's lock. @returns the units that lose it by this
 */
export const restoreBefore = async (connection: Connection, orderId: string, at: string): Promise<string[]> => {
  const gone = await restoreAssignments(connection, orderId, at);
  const { action, eventId } = await getLastAct(connection, orderId);
  await restoreRow(connection, orderId, action);
  await restorePlace(connection, orderId);
  if (action === 'choose_asset') await restoreAsset(connection, orderId);
  await restoreClocks(connection, orderId, at);
  await restoreTimers(connection, orderId, at);
  await restoreCalls(connection, orderId, at);
  await restoreOffers(connection, orderId, eventId);
  return gone;
};

/** The event `e` was taken back by a later one of its order. */
export const isTakenBack = sql`exists (select from order_events t where t.order_id = e.order_id and t.action = 'take_back' and (t.details ->> 'eventId')::bigint = e.id)`;

/** The order of the event `e` was opened by a split that was taken back: it never was, nor what is written of it. */
export const neverWas = sql`exists (select from order_events t where t.order_id = e.order_id and t.action = 'take_back' and t.details ->> 'orderId' is not null)`;
