import type { OrderState, Point, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';

/** The other orders in one of the states about an asset and one of the kinds, the oldest first; their rows are not held: the asset's own lock keeps others away. */
export const listOrdersOf = async (
  connection: Connection,
  { assetId, kinds, states, notOrder }: { assetId: string; kinds: readonly string[]; states: readonly OrderState[]; notOrder: string },
): Promise<string[]> => {
  const others = await rows<{ id: string }>(
    connection,
    sql`select o.id from orders o where o.asset_id = ${assetId} and o.problem_kind = any(${[...kinds]}) and o.state = any(${[...states]}) and o.id <> ${notOrder}
        order by o.opened_at, o.id`,
  );
  return others.map(({ id }) => id);
};

export interface ChosenAsset {
  readonly assetId: string;
  readonly position: Point;
  readonly at: string;
  readonly personId: string;
  /** To whom the rules would send it. */
  readonly unitId: string;
  readonly fallbackUnitIds: readonly string[];
  readonly reason: Reason;
}

/** Order and incident are about another asset, and lie where it does. The caller holds the order's lock. */
export const saveChosenAsset = (connection: Connection, orderId: string, c: ChosenAsset): Promise<number> =>
  affected(
    connection,
    sql`with chosen as (
          update orders set asset_id = ${c.assetId}, match_score = null, match_reasons = ${JSON.stringify([c.reason])}::jsonb, asset_chosen_at = ${c.at}::timestamptz,
            asset_chosen_by = ${c.personId}::bigint, chosen_unit_id = ${c.unitId}, fallback_unit_ids = ${[...c.fallbackUnitIds]}::text[]
          where id = ${orderId} returning incident_id)
        update incidents i set asset_id = ${c.assetId}, geom = ST_SetSRID(ST_MakePoint(${c.position.lon}::float8, ${c.position.lat}::float8), 4326)
        from chosen where i.id = chosen.incident_id`,
  );

/** The asset that an order is about, if any. */
export const findAssetOf = async (connection: Connection, orderId: string): Promise<string | null> =>
  (await firstRow<{ assetId: string | null }>(connection, sql`select asset_id from orders where id = ${orderId}`))?.assetId ?? null;

/** The asset that an order was about before its last act, where that act chose another. */
export const findChosenBefore = (connection: Connection, orderId: string): Promise<{ assetId: string | null } | undefined> =>
  firstRow(
    connection,
    sql`select before #>> '{order,asset_id}' as asset_id from last_acts where order_id = ${orderId} and action = 'choose_asset' order by event_id desc limit 1`,
  );
