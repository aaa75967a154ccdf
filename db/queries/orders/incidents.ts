import type { AssetStatus, OrderState } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';

export interface OpenIncidentRow {
  readonly id: string;
  readonly assetId: string | null;
  readonly kindCode: string;
  readonly kindStatus: AssetStatus | null;
  readonly openedAt: string;
  readonly orderId: string;
  readonly state: OrderState;
  readonly unitId: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly isHazard: boolean;
  /** Whether somebody is on site or was. */
  readonly hasArrived: boolean;
}

const incidentKey = (assetId: Sql): Sql => sql`hashtextextended('incident of ' || ${assetId}, 0)`;

/** Keeps two reports about one asset from opening two incidents at once: held to the end of the transaction. */
export const lockIncidentsOf = (connection: Connection, assetId: string): Promise<number> => lockIncidentsOfAll(connection, [assetId]);

/** The same of several, in one order for everybody, so that no two wait for each other. */
export const lockIncidentsOfAll = (connection: Connection, assetIds: readonly string[]): Promise<number> =>
  affected(connection, sql`select pg_advisory_xact_lock(${incidentKey(sql`id`)}) from unnest(${[...assetIds].sort()}::text[]) id`);

/** The same of one, for who holds an order already and so waits for no asset. @returns whether it is held */
export const tryIncidentsOf = async (connection: Connection, assetId: string): Promise<boolean> =>
  (await oneRow<{ isHeld: boolean }>(connection, sql`select pg_try_advisory_xact_lock(${incidentKey(sql`${assetId}::text`)}) as is_held`)).isHeld;

/** Whether an asset was merged, also while whoever tells of it waited for its lock: no order is opened of it then, and the lock is another's. */
export const isMerged = async (connection: Connection, assetId: string): Promise<boolean> =>
  (await firstRow(connection, sql`select from assets where id = ${assetId} and merged_into is not null`)) !== undefined;

const openIncidents = (which: Sql, states: readonly OrderState[]): Sql =>
  sql`select i.id, i.asset_id, k.code as kind_code, k.asset_status as kind_status, i.opened_at, o.id as order_id, o.state, o.unit_id, o.district_code, o.street_code, o.is_hazard, o.arrived_at is not null as has_arrived
      from incidents i join orders o on o.incident_id = i.id join problem_kinds k on k.code = i.problem_kind
      where ${which} and o.state = any(${[...states]}) order by o.id for no key update of o`;

/**
 * The incidents of an asset and of these kinds whose order is in one of the states, those orders held to the end of the transaction: whoever
 * joins one joins it as it was seen. The asset is asked of the order's own row too, which alone is looked at anew after a wait: another may have been chosen. No other order is held: who went on to hold a second one could wait for who holds that and wants the first.
 */
export const listOpenIncidents = (
  connection: Connection,
  { assetId, kinds, states }: { readonly assetId: string; readonly kinds: readonly string[]; readonly states: readonly OrderState[] },
): Promise<OpenIncidentRow[]> =>
  rows(connection, openIncidents(sql`i.asset_id = ${assetId} and i.problem_kind = any(${[...kinds]}) and o.asset_id = i.asset_id`, states));

/** One incident while its order is in one of the states, held likewise. */
export const findOpenIncident = (connection: Connection, id: string, states: readonly OrderState[]): Promise<OpenIncidentRow | undefined> =>
  firstRow(connection, openIncidents(sql`i.id = ${id}`, states));

/** An asset that a further report cannot simply open an order of: it has an open one of this kind, or it was merged into another (null). */
export interface TakenAsset {
  readonly assetId: string;
  readonly kindCode: string | null;
  readonly state: OrderState | null;
}

export const listTakenAssets = (connection: Connection, assetIds: readonly string[]): Promise<TakenAsset[]> =>
  rows(
    connection,
    sql`select i.asset_id, i.problem_kind as kind_code, o.state from incidents i join orders o on o.incident_id = i.id
          where i.asset_id = any (${[...assetIds]}) and o.state not in ('closed', 'void', 'merged')
        union all select id, null, null from assets where id = any (${[...assetIds]}) and merged_into is not null`,
  );
