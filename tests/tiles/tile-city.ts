import type { Pool } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { aLamp, aWell } from '../support/builders.ts';
import { now } from '../support/city.ts';

/** The box of the small city, west, south, east, north. */
export const bounds = [120.0, 30.0, 120.08, 30.04] as const;

/** Ids of the open orders by where they lie, and what must not be seen. */
export interface TileCity {
  /** Living wells of no sensitive class. */
  readonly publicWells: number;
  readonly livingWells: number;
  readonly lamps: number;
  readonly sensitiveIds: readonly string[];
}

/**
 * Fills the small city with wells: 120 water wells in rows, some on the very edge of tiles, twelve sensitive ones, three removed, lamps,
 * water and three orders: an open one of power in the west, one of water in the east, and a closed one.
 */
export const layTileCity = async (pool: Pool): Promise<TileCity> => {
  for (let i = 0; i < 116; i += 1)
    await aWell(pool, {
      classCode: ['0101', '0102', '0103'][i % 3] ?? '0101',
      ownerId: 'water',
      lon: 120.0005 + (i % 29) * 0.0027,
      lat: 30.003 + Math.floor(i / 29) * 0.009,
      status: i % 10 === 0 ? 'damaged' : 'intact',
    });
  // The west edge of a tile at every zoom from 13 on: a well there is neither lost nor counted twice.
  const onEdge = (360 * 6828) / 2 ** 13 - 180; // 120.05859375
  for (let i = 0; i < 4; i += 1) await aWell(pool, { classCode: '0101', ownerId: 'water', lon: onEdge, lat: 30.005 + i * 0.005 });
  const sensitiveIds: string[] = [];
  for (let i = 0; i < 12; i += 1)
    sensitiveIds.push(
      await aWell(pool, {
        classCode: ['0105', '0107', '0111'][i % 3] ?? '0105',
        ownerId: ['power', 'telecom', 'gas'][i % 3] ?? 'power',
        lon: 120.002 + i * 0.006,
        lat: 30.0205,
      }),
    );
  for (let i = 0; i < 3; i += 1) await aWell(pool, { classCode: '0101', ownerId: 'water', lon: 120.03, lat: 30.03 + i * 0.001, status: 'removed' });
  for (let i = 0; i < 7; i += 1) await aLamp(pool, { lon: 120.005 + i * 0.01, lat: 30.011 });
  await affected(pool, sql`insert into waters (id, name, geom) values (1, '小河', st_multi(st_makeenvelope(120.03, 30.0, 120.032, 30.04, 4326)))`);
  const [power = null, telecom = null] = sensitiveIds;
  await anOrder(pool, { unitId: 'power', assetId: power, lon: 120.002, lat: 30.0205, state: 'dispatched' });
  await anOrder(pool, { unitId: 'water', assetId: null, lon: 120.06, lat: 30.02, state: 'signed' });
  await anOrder(pool, { unitId: 'telecom', assetId: telecom, lon: 120.008, lat: 30.0205, state: 'closed' });
  await countTiles(pool);
  return { publicWells: 120, livingWells: 132, lamps: 7, sensitiveIds };
};

interface OrderSettings {
  readonly unitId: string;
  readonly assetId: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly state: string;
}

/** An order with its incident and its accountable assignment, laid straight into the tables. */
const anOrder = async (pool: Pool, { unitId, assetId, lon, lat, state }: OrderSettings): Promise<void> => {
  const district = lon < 120.04 ? '990101' : '990102';
  const street = lon < 120.02 ? '990101001' : lon < 120.04 ? '990101002' : '990102001';
  const { id } = await oneRow<{ id: string }>(
    pool,
    sql`with incident as (
          insert into incidents (problem_kind, asset_id, geom, district_code, street_code, is_hazard, opened_at)
          values ('cover_missing', ${assetId}, st_setsrid(st_point(${lon}, ${lat}), 4326), ${district}, ${street}, true, ${now}) returning id)
        insert into orders (incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
        select id, ${state}, ${state !== 'closed'}, 'cover_missing', ${assetId}, ${district}, ${street}, ${unitId}, '[]', '{}', ${[unitId]}, ${now}, ${now} from incident returning id`,
  );
  await affected(pool, sql`insert into assignments (order_id, unit_id, part, assigned_at, reason) values (${id}, ${unitId}, 'accountable', ${now}, '{}')`);
};
