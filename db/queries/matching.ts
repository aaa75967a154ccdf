import type { Point } from '#domain/contract/terms.ts';
import type { NearbyAsset } from '#domain/match/observation.ts';
import { type Connection, rows, type Sql, sql } from '../sql.ts';
import { assetsAt, coversAt } from './asset-history.ts';

/** An asset with the cover that is on it now, as matching and dispatch need it. */
export interface NearbyAssetRow extends NearbyAsset {
  readonly sizeMm: number | null;
  readonly version: number;
}

const columns = sql`a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, ST_X(a.geom) as lon, ST_Y(a.geom) as lat,
  a.position_accuracy_m, a.owner_id, a.owner_confidence, a.owner_evidence, a.maintainer_id, a.status, a.location_kind, a.version, r.name as road_name,
  v.shape, v.material, v.size_mm, v.lettering`;

const joins = sql`join asset_classes c on c.code = a.class_code
  left join roads r on r.id = a.road_id
  left join covers v on v.asset_id = a.id and v.removed_on is null`;

const near = ({ lon, lat }: Point): Sql => sql`ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326)`;

/**
 * The registered assets around a point, nearest first, at most so many, from the spatial index alone (KNN inside a box). One named
 * statement, its box and point in subqueries: a planner that sees them takes a plan of its own for each place to be cheaper, and plans
 * for a millisecond what runs for a quarter of one. Unseen, one plan serves all places.
 * @param radiusM metres
 */
export const listNearbyAssets = (connection: Connection, point: Point, radiusM: number, most = 64): Promise<NearbyAssetRow[]> => {
  const latDegrees = radiusM / 111_195;
  const lonDegrees = latDegrees / Math.cos((point.lat * Math.PI) / 180);
  return rows(
    connection,
    sql`select ${columns}, ST_DistanceSphere(a.geom, ${near(point)}) as distance_m
        from (
          select * from assets
          where geom && (select ST_Expand(${near(point)}, ${lonDegrees}::float8, ${latDegrees}::float8)) and merged_into is null
          order by geom <-> (select ${near(point)}) limit ${most}::integer
        ) a ${joins}
        order by distance_m, a.id`,
    'nearby-assets',
  );
};

/** The same as the registry stood at a moment: an answer of then is replayed among these. */
export const listNearbyAssetsAt = (connection: Connection, point: Point, radiusM: number, most: number, at: string): Promise<NearbyAssetRow[]> => {
  const latDegrees = radiusM / 111_195;
  const lonDegrees = latDegrees / Math.cos((point.lat * Math.PI) / 180);
  const box = sql`ST_Expand(${near(point)}, ${lonDegrees}::float8, ${latDegrees}::float8)`;
  return rows(
    connection,
    sql`select ${columns}, ST_DistanceSphere(a.geom, ${near(point)}) as distance_m
        from (
          select * from ${assetsAt(at, (_, spot) => sql`${spot} && ${box}`)} stood where merged_into is null
          order by geom <-> ${near(point)} limit ${most}::integer
        ) a join asset_classes c on c.code = a.class_code left join roads r on r.id = a.road_id
          left join lateral (select * from ${coversAt(at, sql`a.id`)} k where k.removed_on is null limit 1) v on true
        order by distance_m, a.id`,
  );
};

/** Assets by their ids, with metres from a point; unknown ids are left out. */
export const listAssetsByIds = (connection: Connection, ids: readonly string[], from: Point | null): Promise<NearbyAssetRow[]> =>
  rows(
    connection,
    sql`select ${columns}, ${from ? sql`ST_DistanceSphere(a.geom, ${near(from)})` : sql`null::float8`} as distance_m
        from assets a ${joins} where a.id = any(${ids})`,
  );
