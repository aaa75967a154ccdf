import type { Reach } from '#domain/access.ts';
import type { Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import type { NearbyAsset } from '#domain/match/observation.ts';
import { askedTogether } from '../../asked-together.ts';
import { type Connection, rows, type Sql, sql } from '../../sql.ts';
import { assetsAt, coversAt } from '../assets/asset-history.ts';
import { assetInReach } from '../reach.ts';

/** An asset with the cover that is on it now, as matching and dispatch need it. */
export interface NearbyAssetRow extends NearbyAsset {
  readonly sizeMm: number | null;
  readonly version: number;
}

const columns = sql`a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, ST_X(a.geom) as lon, ST_Y(a.geom) as lat,
  a.position_accuracy_m, a.owner_id, a.owner_confidence, a.owner_evidence, a.maintainer_id, a.status, a.location_kind, a.version, a.street_code, a.import_id,
  extract(epoch from a.recorded_at)::float8 as recorded_s, r.name as road_name,
  v.shape, v.material, v.size_mm, v.lettering`;

const joins = sql`join asset_classes c on c.code = a.class_code
  left join roads r on r.id = a.road_id
  left join covers v on v.asset_id = a.id and v.removed_on is null`;

const joinsAt = (at: string): Sql => sql`join asset_classes c on c.code = a.class_code left join roads r on r.id = a.road_id
  left join lateral (select * from ${coversAt(at, sql`a.id`)} k where k.removed_on is null limit 1) v on true`;

const near = ({ lon, lat }: Point): Sql => sql`ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326)`;

/** How far around a place assets are looked for. */
export interface NearbyReach {
  /** Metres within which all are wanted, as far as there are no more than `most`. */
  readonly radiusM: number;
  readonly most: number;
  /** In a thin suburb little lies within that: so many of the nearest are wanted in any case, within `farthestM`. */
  readonly least: number;
  readonly farthestM: number;
}

const boxAround = (point: Point, { farthestM }: NearbyReach): Sql => {
  const half = degreesOf(farthestM, point.lat);
  return sql`ST_Expand(${near(point)}, ${half.lon}::float8, ${half.lat}::float8)`;
};

/** Of the nearest of a box those that are wanted, with their distance. */
const withinReach = (nearest: Sql, point: Point, { radiusM, least }: NearbyReach): Sql =>
  sql`(select * from (select n.*, row_number() over () as rank, ST_DistanceSphere(n.geom, ${near(point)}) as distance_m from (${nearest}) n) ranked
       where rank <= ${least}::integer or distance_m <= ${radiusM}::float8)`;

interface AskedNearby {
  readonly point: Point;
  readonly reach: NearbyReach;
}

/**
 * The registered assets around a point, nearest first, at most so many, from the spatial index alone (KNN inside a box). Points that are asked for
 * together are answered by one statement, and what each point is given is planned apart from the points: a planner that sees where they lie takes a
 * plan of its own for each to be cheaper, and plans for a millisecond what runs for a quarter of one; one that sees how many they may be reads all covers.
 */
export const listNearbyAssets = askedTogether(async (connection, all: readonly AskedNearby[]): Promise<NearbyAssetRow[][]> => {
  const each = (value: (one: AskedNearby) => number) => all.map(value);
  const found = await rows<NearbyAssetRow & { place: number }>(
    connection,
    sql`with places as materialized (
            select p.place::integer as place, p.most, p.least, p.radius_m, c.centre, ST_Expand(c.centre, p.half_lon, p.half_lat) as box
            from unnest(${each(({ point }) => point.lon)}::float8[], ${each(({ point }) => point.lat)}::float8[],
                ${each(({ point, reach }) => degreesOf(reach.farthestM, point.lat).lon)}::float8[], ${each(({ point, reach }) => degreesOf(reach.farthestM, point.lat).lat)}::float8[],
                ${each(({ reach }) => reach.radiusM)}::float8[], ${each(({ reach }) => reach.most)}::integer[], ${each(({ reach }) => reach.least)}::integer[])
                with ordinality as p (lon, lat, half_lon, half_lat, radius_m, most, least, place),
              lateral (select ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) as centre) c)
        select p.place, n.* from places p, lateral (
          select ${columns}, a.distance_m
          from (select * from (select n.*, row_number() over () as rank, ST_DistanceSphere(n.geom, p.centre) as distance_m
              from (select * from assets where geom && p.box and merged_into is null order by geom <-> p.centre limit p.most) n) ranked
            where rank <= p.least or distance_m <= p.radius_m) a ${joins}
          order by a.distance_m, a.id limit 256) n
        order by p.place, n.distance_m, n.id`,
  );
  const assetsAt = Map.groupBy(found, ({ place }) => place);
  return all.map((_, i) => assetsAt.get(i + 1) ?? []);
});

/** The same as the registry stood at a moment: an answer of then is replayed among these. */
export const listNearbyAssetsAt = (connection: Connection, point: Point, reach: NearbyReach, at: string): Promise<NearbyAssetRow[]> => {
  const stood = assetsAt(at, (_, spot) => sql`${spot} && ${boxAround(point, reach)}`);
  const nearest = sql`select * from ${stood} stood where merged_into is null order by geom <-> ${near(point)} limit ${reach.most}::integer`;
  return rows(
    connection,
    sql`select ${columns}, a.distance_m
        from ${withinReach(nearest, point, reach)} a ${joinsAt(at)}
        order by a.distance_m, a.id`,
  );
};

/** Assets by their ids, with metres from a point; unknown ids are left out. */
export const listAssetsByIds = (connection: Connection, ids: readonly string[], from: Point | null): Promise<NearbyAssetRow[]> =>
  rows(
    connection,
    sql`select ${columns}, ${from ? sql`ST_DistanceSphere(a.geom, ${near(from)})` : sql`null::float8`} as distance_m
        from assets a ${joins} where a.id = any(${ids})`,
  );

/** The same as the registry stood at a moment. */
export const listAssetsByIdsAt = (connection: Connection, ids: readonly string[], from: Point | null, at: string): Promise<NearbyAssetRow[]> =>
  rows(
    connection,
    sql`select ${columns}, ${from ? sql`ST_DistanceSphere(a.geom, ${near(from)})` : sql`null::float8`} as distance_m
        from ${assetsAt(at, (number) => sql`${number} = any(${ids}::text[])`)} a ${joinsAt(at)}`,
  );

/** Which of some assets a reach covers, as their own pages ask. */
export const listIdsInReach = async (connection: Connection, ids: readonly string[], reach: Reach): Promise<string[]> =>
  (await rows<{ id: string }>(connection, sql`select a.id from assets a where a.id = any(${ids}::text[]) and ${assetInReach(reach)}`)).map(({ id }) => id);
