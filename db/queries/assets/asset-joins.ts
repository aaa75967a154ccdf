import type { FieldChanges } from '#domain/asset-edit.ts';
import { askedTogether } from '../../asked-together.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { coverFacts, type HeldCover, type Stamp } from './asset-edits.ts';

/** Holds the open orders of assets, before the assets as whoever acts on an order does, and by their ids: so that nobody waits in a circle. */
export const lockOpenOrders = async (connection: Connection, assetIds: readonly string[]): Promise<void> => {
  await affected(
    connection,
    sql`select from orders where asset_id = any(${[...assetIds]}) and state not in ('closed', 'void', 'merged') order by id for no key update`,
  );
};

/** The open orders of an asset. */
export const listOpenOrders = async (connection: Connection, assetId: string): Promise<string[]> => {
  const open = await rows<{ id: string }>(
    connection,
    sql`select id::text from orders where asset_id = ${assetId} and state not in ('closed', 'void', 'merged') order by id`,
  );
  return open.map(({ id }) => id);
};

/** How an order's asset got another number: by whom, when and why, as its story tells it. */
export interface Renumbered {
  readonly action: 'asset_merged' | 'asset_split';
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly personId: string;
  readonly note: string | null;
}

/**
 * Orders of one asset, as far as they are open, and their incidents are another's from now on, each with an event: whoever has one open is told why it is stale.
 * What was closed stays as it was. @returns those that moved
 */
export const moveOpenOrders = async (
  connection: Connection,
  orderIds: readonly string[],
  { action, from, to, at, personId, note }: Renumbered,
): Promise<string[]> => {
  const moved = await rows<{ id: string }>(
    connection,
    sql`with moved as (
          update orders set asset_id = ${to}, version = version + 1
          where id = any(${[...orderIds]}::bigint[]) and asset_id = ${from} and state not in ('closed', 'void', 'merged') returning id, incident_id, state
        ), incidents_moved as (update incidents i set asset_id = ${to} from moved m where i.id = m.incident_id),
        told as (
          insert into order_events (order_id, at, person_id, action, from_state, to_state, note, details)
          select id, ${at}::timestamptz, ${personId}::bigint, ${action}, state, state, ${note}, jsonb_build_object('assetId', ${to}::text, 'insteadOf', ${from}::text) from moved order by id)
        select id::text from moved order by id`,
  );
  return moved.map(({ id }) => id);
};

/**
 * An order that slept (closed, merged, or as it was before its last act) is about the asset that stands for its own, which may have been merged meanwhile: open
 * orders alone go along with a merge. The caller holds the order. @returns its asset from now on
 */
export const moveToLivingAsset = async (connection: Connection, orderId: string): Promise<string | null> => {
  await affected(
    connection,
    sql`with recursive chain as (
          select a.id, a.merged_into from orders o join assets a on a.id = o.asset_id where o.id = ${orderId}
          union all select a.id, a.merged_into from chain c join assets a on a.id = c.merged_into),
        stands as (update orders o set asset_id = c.id from chain c where o.id = ${orderId} and c.merged_into is null and o.asset_id <> c.id returning o.incident_id, o.asset_id)
        update incidents i set asset_id = s.asset_id from stands s where i.id = s.incident_id`,
  );
  return (await oneRow<{ assetId: string | null }>(connection, sql`select asset_id from orders where id = ${orderId}`)).assetId;
};

/** The numbers that were merged into some assets, also by way of others, each with the one that stands for it. Asked for several at once it is one statement. */
export const listMergedInto = askedTogether(async (connection, all: readonly (readonly string[])[]): Promise<ReadonlyMap<string, string>[]> => {
  const ids = [...new Set(all.flat())];
  const found = await rows<{ id: string; standing: string }>(
    connection,
    sql`with recursive merged as (
          select a.id, a.merged_into as standing from assets a where a.merged_into = any(${ids}::text[])
          union all select a.id, m.standing from merged m join assets a on a.merged_into = m.id)
        select id, standing from merged`,
  );
  const standing = new Map(found.map((one) => [one.id, one.standing]));
  return all.map(() => standing);
});

/** The numbers that a merged one leads to, in their order: the last is the survivor. */
export const listChain = async (connection: Connection, id: string): Promise<string[]> => {
  const chain = await rows<{ id: string }>(
    connection,
    sql`with recursive chain as (
          select merged_into as id, 1 as step from assets where id = ${id} and merged_into is not null
          union all
          select n.merged_into, step + 1 from chain c join assets n on n.id = c.id where n.merged_into is not null and step < 100
        ) select id from chain order by step`,
  );
  return chain.map((link) => link.id);
};

/** What the last merge of a record gave to the one it was merged into. */
export const findGiven = async (connection: Connection, mergedId: string, keptId: string): Promise<FieldChanges> => {
  const event = await firstRow<{ changes: FieldChanges }>(
    connection,
    sql`select changes from asset_events where asset_id = ${keptId} and action = 'merged' and changes #>> '{number,0}' = ${mergedId} order by id desc limit 1`,
  );
  return event?.changes ?? {};
};

/** The cover that a merge took off. */
export const findMergedCover = async (connection: Connection, assetId: string): Promise<HeldCover | null> => {
  const found = await firstRow<{ cover: HeldCover }>(
    connection,
    sql`select ${coverFacts} as cover from covers k where k.asset_id = ${assetId} and k.removed_reason = 'merged' order by k.recorded_at desc, k.id desc limit 1`,
  );
  return found?.cover ?? null;
};

/** A cover that was taken off by mistake is on as it was; none where another is on. */
export const reopenCover = (connection: Connection, { id }: HeldCover, { at }: Stamp): Promise<number> =>
  affected(
    connection,
    sql`update covers c set removed_on = null, removed_reason = null, recorded_at = ${at}
        where c.id = ${id} and not exists (select from covers o where o.asset_id = c.asset_id and o.removed_on is null)`,
  );
