import type { OrderState, Point } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { isOfErased } from './contact-clocks.ts';
import { ofUnit } from './crews.ts';

/** Holds orders against everyone else, the lower number first, so that two people who join the same two in turn wait for each other and do not block. */
export const lockOrders = (connection: Connection, ids: readonly string[]): Promise<{ id: string }[]> =>
  rows(connection, sql`select id from orders where id = any(${[...ids]}::bigint[]) order by id for no key update`);

/** Which order this one is part of. */
export const findMergedInto = (connection: Connection, id: string): Promise<{ id: string } | undefined> =>
  firstRow(connection, sql`select merged_into as id from orders where id = ${id} and merged_into is not null`);

export interface OnSite {
  readonly arrivedAt: string | null;
  readonly securedAt: string | null;
}

export const getOnSite = (connection: Connection, orderId: string): Promise<OnSite> =>
  oneRow(connection, sql`select arrived_at, secured_at from orders where id = ${orderId}`);

/** All that undoing a merge needs: the ids of what was ended, begun and moved. */
export interface MergedHow {
  readonly state: OrderState;
  readonly reportIds: readonly string[];
  readonly timerIds: readonly string[];
  /** Clocks that the merge ended, and those that it began at the other order. */
  readonly ended: readonly string[];
  readonly begun: readonly string[];
  /** What its danger did to the other order. */
  readonly danger: 'raise' | 'sooner' | null;
  /** When somebody came to the other order's own danger, and when that was over, before another was carried there. */
  readonly onSite?: OnSite | null;
  /** Who was sent to this order's danger, or called to it: their parts and calls, which ended with the order. */
  readonly sent?: Sent;
  /** Who went to this order's danger, or was there, and goes on to the other's: the call there, and whether somebody was called there before. */
  readonly onTheWay?: OnTheWay | null;
  /** The other order's version before it: that of the merges that could be undone then. */
  readonly versionBefore?: number;
  /** The questions that it passed on to the other order. */
  readonly asked?: readonly string[];
}

export interface OnTheWay {
  readonly callId: string;
  readonly wasCalled: boolean;
}

export interface Sent {
  readonly fallbacks: readonly string[];
  readonly calls: readonly string[];
}

/** Who acts for an order as its fallback, and who is called to it or on the way. */
export const getSent = (connection: Connection, orderId: string): Promise<Sent> =>
  oneRow(
    connection,
    sql`select array(select id::text from assignments where order_id = ${orderId} and part = 'fallback' and ended_at is null) as fallbacks,
          array(select id::text from calls where order_id = ${orderId} and ended_at is null) as calls`,
  );

/** They are on site, on the way or called again as before. */
export const restoreSent = async (connection: Connection, { fallbacks, calls }: Sent): Promise<void> => {
  await affected(connection, sql`update assignments set ended_at = null where id = any(${[...fallbacks]}::bigint[])`);
  await affected(connection, sql`update calls set ended_at = null, passed_over = false where id = any(${[...calls]}::bigint[])`);
};

/** Somebody who goes to a danger, or is there, and for which unit. */
export interface Goer {
  readonly personId: string;
  readonly unitId: string;
}

/** Who of its fallback came first to an order's danger, which is open still. */
export const findOnSite = (connection: Connection, orderId: string): Promise<Goer | undefined> =>
  firstRow(
    connection,
    sql`select e.person_id, u.id as unit_id
        from orders o join order_events e on e.order_id = o.id and e.action = 'arrive' and e.at = o.arrived_at join people p on p.id = e.person_id and p.active
          join assignments t on t.order_id = o.id and t.part = 'fallback' and t.ended_at is null join units u on u.id = t.unit_id
        where o.id = ${orderId} and o.is_hazard and exists (select from person_roles r where r.person_id = p.id and ${ofUnit}) order by e.id, t.id limit 1`,
  );

/** Who goes to an order's danger, or is there, goes on to another's, as if they had said so there at an instant. @returns the call's id */
export const carryCall = async (connection: Connection, { personId, unitId }: Goer, since: string, toOrderId: string): Promise<string> =>
  (
    await oneRow<{ id: string }>(
      connection,
      sql`insert into calls (order_id, unit_id, person_id, round, called_at, answer_by, acknowledged_at)
          select ${toOrderId}::bigint, ${unitId}, ${personId}::bigint, coalesce((select max(p.round) from calls p where p.order_id = ${toOrderId} and p.passed_over), 1), since.at, since.at, since.at
          from (select ${since}::timestamptz as at) since returning id`,
    )
  ).id;

/**
 * What was merged into an order, and could be undone at a version of it, can be undone still: all that came since was undone itself. The caller holds the order.
 * @param version the order's then
 */
export const keepUndoable = (connection: Connection, orderId: string, version: number): Promise<number> =>
  affected(
    connection,
    sql`update orders m set merged_how = jsonb_set(m.merged_how, '{version}', to_jsonb(o.version)) from orders o
        where o.id = ${orderId} and m.merged_into = o.id and (m.merged_how ->> 'version')::integer = ${version}`,
  );

/** The other order has the version that it has now: whoever moves it on from here ends the undoing. */
export const saveMergedHow = (connection: Connection, id: string, otherId: string, how: MergedHow): Promise<number> =>
  affected(
    connection,
    sql`update orders o set merged_how = ${JSON.stringify(how)}::jsonb || jsonb_build_object('version', b.version) from orders b where o.id = ${id} and b.id = ${otherId}`,
  );

/** Whether it was this person who merged an order, the last time that it was merged. */
export const wasMergedBy = async (connection: Connection, id: string, personId: string): Promise<boolean> =>
  (await firstRow(
    connection,
    sql`select from (select person_id from order_events where order_id = ${id} and action = 'merge' order by id desc limit 1) m where m.person_id = ${personId}`,
  )) !== undefined;

export const getMergedHow = async (connection: Connection, id: string): Promise<MergedHow> =>
  (await oneRow<{ how: MergedHow }>(connection, sql`select merged_how as how from orders where id = ${id}`)).how;

export interface ReportMove {
  readonly reportIds: readonly string[];
  readonly fromOrderId: string;
  readonly toOrderId: string;
  readonly why: 'merge' | 'unmerge' | 'split';
  readonly at: string;
  readonly personId: string | null;
}

/** Reports belong to another order's incident from now on; where they were stays written. */
export const moveReports = (connection: Connection, m: ReportMove): Promise<number> =>
  affected(
    connection,
    sql`with moved as (update reports r set incident_id = o.incident_id from orders o where o.id = ${m.toOrderId} and r.id = any(${[...m.reportIds]}::bigint[]) returning r.id)
        insert into report_moves (report_id, at, from_order_id, to_order_id, why, person_id, after_event_id)
        select moved.id, ${m.at}::timestamptz, ${m.fromOrderId}::bigint, ${m.toOrderId}::bigint, ${m.why}, ${m.personId}::bigint,
          (select coalesce(max(e.id), 0) from order_events e where e.order_id = ${m.fromOrderId}::bigint or (e.order_id = ${m.toOrderId}::bigint and ${m.why !== 'split'}::boolean))
        from moved order by moved.id`,
  );

/** The order that the last split of this one opened. */
export const findSplitInto = async (connection: Connection, orderId: string): Promise<string | null> =>
  (
    await oneRow<{ openedId: string | null }>(
      connection,
      sql`select max(to_order_id) as opened_id from report_moves where from_order_id = ${orderId} and why = 'split'`,
    )
  ).openedId;

/** Disarms all that an order is reminded of. @returns what was armed */
export const disarmForMerge = async (connection: Connection, orderId: string, at: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`update timers set ended_at = ${at}, outcome = 'disarmed' where order_id = ${orderId} and ended_at is null returning id`,
    )
  ).map(({ id }) => id);

/** Arms again what a merge disarmed, at the instants of before: what fell due meanwhile is worked at once. */
export const rearmAfterMerge = (connection: Connection, timerIds: readonly string[], at: string): Promise<number> =>
  affected(
    connection,
    sql`insert into timers (order_id, kind, clock, step, due_at, armed_at)
        select order_id, kind, clock, step, due_at, ${at}::timestamptz from timers where id = any(${[...timerIds]}::bigint[]) order by id on conflict do nothing`,
  );

/** Ends clocks that run at an order: of callers, or of the danger. @returns their ids */
export const endClocks = async (
  connection: Connection,
  orderId: string,
  which: { readonly clock: 'contact' | 'hazard' | 'secure'; readonly reportIds: readonly string[] },
  at: string,
): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`update deadlines set ended_at = ${at} where order_id = ${orderId} and clock = ${which.clock} and ended_at is null
            and (report_id is null or report_id = any(${[...which.reportIds]}::bigint[])) returning id`,
    )
  ).map(({ id }) => id);

/** Clocks go on at another order as they are: begun when they were, due when they are, met when they were. @returns the new ids */
export const carryClocks = async (connection: Connection, ids: readonly string[], toOrderId: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`insert into deadlines (order_id, clock, started_at, due_at, reason, met_at, report_id)
          select ${toOrderId}::bigint, clock, started_at, due_at, reason, met_at, report_id from deadlines where id = any(${[...ids]}::bigint[]) order by id
          on conflict (order_id, clock, coalesce(report_id, 0)) where ended_at is null do nothing returning id`,
    )
  ).map(({ id }) => id);

/** What a merge ended runs again, but for callers who were erased meanwhile, and what it began has ended. */
export const restoreClocks = async (connection: Connection, { ended, begun }: Pick<MergedHow, 'ended' | 'begun'>, at: string): Promise<void> => {
  await affected(connection, sql`update deadlines set ended_at = ${at} where id = any(${[...begun]}::bigint[]) and ended_at is null`);
  await affected(
    connection,
    sql`update deadlines d set ended_at = null where d.id = any(${[...ended]}::bigint[]) and (d.met_at is not null or not ${isOfErased})`,
  );
};

/** The running clocks of some callers at an order. */
export const listContactIds = async (connection: Connection, orderId: string, reportIds: readonly string[]): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select id from deadlines where order_id = ${orderId} and clock = 'contact' and report_id = any(${[...reportIds]}::bigint[]) and ended_at is null order by id`,
    )
  ).map(({ id }) => id);

/** The callers among some whose contact is still kept. */
export const listReachable = async (connection: Connection, reportIds: readonly string[]): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select report_id as id from report_contacts where report_id = any(${[...reportIds]}::bigint[]) and erased_at is null order by report_id`,
    )
  ).map(({ id }) => id);

export interface Danger {
  readonly id: string;
  readonly startedAt: string;
  readonly dueAt: string | null;
}

/** The danger's clock of an order, while nobody is on site. */
export const findDanger = (connection: Connection, orderId: string): Promise<Danger | undefined> =>
  firstRow(
    connection,
    sql`select id, started_at, due_at from deadlines where order_id = ${orderId} and clock = 'hazard' and met_at is null and ended_at is null`,
  );

/**
 * When the first report came that told an order of a danger since another was merged into it; null: none did. Told by what it wrote into the order's story, since a
 * report that waited for the merge came before it.
 */
export const findDangerTold = async (connection: Connection, orderId: string, mergedId: string): Promise<string | null> =>
  (
    await oneRow<{ toldAt: string | null }>(
      connection,
      sql`select min(r.received_at) as told_at
          from orders o join reports r on r.incident_id = o.incident_id join problem_kinds k on k.code = r.problem_kind join order_events e on e.order_id = o.id
          where o.id = ${orderId} and (k.is_hazard or r.someone_hurt) and e.action = 'join' and e.at = r.received_at
            and e.id > (select max(m.after_event_id) from report_moves m where m.from_order_id = ${mergedId} and m.to_order_id = o.id and m.why = 'merge')`,
    )
  ).toldAt;

/** The danger was never this order's; what was done at its own before stands again. */
export const lowerHazard = (connection: Connection, orderId: string, onSite: OnSite | null): Promise<number> =>
  affected(
    connection,
    sql`with lowered as (update orders o set is_hazard = false, arrived_at = coalesce(${onSite?.arrivedAt ?? null}::timestamptz, arrived_at), secured_at = ${onSite?.securedAt ?? null}::timestamptz
            where o.id = ${orderId} returning o.incident_id)
        update incidents i set is_hazard = false from lowered l where i.id = l.incident_id`,
  );

/** Counts the version of an order up whose reports, clocks or danger another's move changed. */
export const touchOrder = (connection: Connection, id: string): Promise<number> =>
  affected(connection, sql`update orders set version = version + 1 where id = ${id}`);

/** Units need not know of an order any more, of which they were told because another that they had a part of became part of it. @returns them */
export const endTold = async (connection: Connection, orderId: string, mergedId: string, at: string): Promise<string[]> =>
  (
    await rows<{ unitId: string }>(
      connection,
      sql`update assignments set ended_at = ${at} where order_id = ${orderId} and part = 'informed' and reason ->> 'code' = 'informed-merged'
            and reason #>> '{params,order}' = ${mergedId} and ended_at is null returning unit_id`,
    )
  ).map(({ unitId }) => unitId);

export interface SplitReport {
  readonly number: string;
  readonly channel: 'pin' | 'plate' | 'hotline' | 'api';
  readonly kind: string;
  readonly position: Point;
  readonly accuracyM: number;
  readonly text: string;
  readonly address: string | null;
  readonly plate: string | null;
  readonly pickedAssetId: string | null;
  readonly someoneHurt: boolean;
  readonly receivedAt: string;
  readonly hasContact: boolean;
  readonly phone: string | null;
  readonly photoCount: number;
}

/** What a report said, so that it can be matched and sent anew by itself. */
export const getSplitReport = (connection: Connection, id: string): Promise<SplitReport> =>
  oneRow(
    connection,
    sql`select r.number, r.channel, r.problem_kind as kind, jsonb_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)) as position, r.accuracy_m, r.text, r.address, r.plate,
          r.picked_asset_id, r.someone_hurt, r.received_at, c.report_id is not null as has_contact, c.phone,
          (select count(*)::integer from photos p where p.report_id = r.id) as photo_count
        from reports r left join report_contacts c on c.report_id = r.id and c.erased_at is null where r.id = ${id}`,
  );
