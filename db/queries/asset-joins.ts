import { affected, type Connection, rows, sql } from '../sql.ts';

/** Holds the open orders of assets, before the assets as whoever acts on an order does, and by their ids: so that nobody waits in a circle. */
export const lockOpenOrders = async (connection: Connection, assetIds: readonly string[]): Promise<void> => {
  await affected(
    connection,
    sql`select from orders where asset_id = any(${[...assetIds]}) and state not in ('closed', 'void', 'merged') order by id for update`,
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

/** Orders of one asset, as far as they are open, and their incidents are another's from now on; what was closed stays as it was. @returns those that moved */
export const moveOpenOrders = async (connection: Connection, orderIds: readonly string[], from: string, to: string): Promise<string[]> => {
  const moved = await rows<{ id: string }>(
    connection,
    sql`with moved as (
          update orders set asset_id = ${to}, version = version + 1
          where id = any(${[...orderIds]}::bigint[]) and asset_id = ${from} and state not in ('closed', 'void', 'merged') returning id, incident_id
        ), told as (update incidents i set asset_id = ${to} from moved m where i.id = m.incident_id)
        select id::text from moved order by id`,
  );
  return moved.map(({ id }) => id);
};
