import type { Reach } from '#domain/access.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type Connection, rows, sql } from '../../sql.ts';
import { assetInReach } from '../reach.ts';

interface Among {
  readonly near: Point | null;
  /** Metres from `near` beyond which none is given; null: anywhere. */
  readonly withinM: number | null;
  readonly reach: Reach | null;
  readonly most: number;
}

/** Of some numbers those that are registered: nearest first when a place is given, else in the order given. */
export const listPlatesAmong = async (connection: Connection, numbers: readonly string[], { near, withinM, reach, most }: Among): Promise<string[]> => {
  const farM = near ? sql`st_distancesphere(a.geom, st_setsrid(st_makepoint(${near.lon}::float8, ${near.lat}::float8), 4326))` : sql`0`;
  const found = await rows<{ id: string }>(
    connection,
    sql`select id from (
          select a.id, ${farM} as far_m, array_position(${[...numbers]}::text[], a.id) as place
          from assets a where a.id = any(${[...numbers]}::text[]) and ${reach ? assetInReach(reach) : sql`true`}
        ) among
        where ${withinM}::float8 is null or far_m <= ${withinM}::float8 order by far_m, place limit ${most}`,
  );
  return found.map((row) => row.id);
};
