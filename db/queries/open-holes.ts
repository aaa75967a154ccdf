import type { OrderState, Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import type { OpenHole } from '#domain/repeat/telling.ts';
import { affected, type Connection, rows, sql } from '../sql.ts';

/** An open hole with the order that it has. */
export interface OpenHoleRow extends OpenHole {
  readonly orderId: string;
}

/** Degrees: some 150 m from south to north. A look of 60 m touches four cells at most in town, one of 300 m thirty. */
const cellDegrees = 0.00135;

/** The cells within so many metres, from the west and the south: whoever holds several takes them in one order, so that no two wait for each other. */
const cellsNear = ({ lon, lat }: Point, withinM: number): string[] => {
  const half = degreesOf(withinM, lat);
  const range = (from: number, to: number) => {
    const first = Math.floor(from / cellDegrees);
    return Array.from({ length: Math.floor(to / cellDegrees) - first + 1 }, (_, i) => first + i);
  };
  return range(lon - half.lon, lon + half.lon).flatMap((x) => range(lat - half.lat, lat + half.lat).map((y) => `holes of ${x} ${y}`));
};

/**
 * Keeps two reports of one place that is not registered from opening two orders of which nobody is asked: who looks for holes near a place
 * holds its cells to the end of the transaction, and sees what whoever held one of them before has opened. A lock by asset is taken before it,
 * an order's row after.
 */
export const holdPlace = (connection: Connection, at: Point, withinM: number): Promise<number> =>
  affected(connection, sql`select pg_advisory_xact_lock(hashtextextended(cell, 0)) from unnest(${cellsNear(at, withinM)}::text[]) cell`);

/**
 * The holes near a place whose orders are in one of the states, nearest first, at most sixty, with the last reports of each as they were
 * matched, oldest first: what more of them can add is small after twelve. The numbers stand in the text, and box and point in subqueries
 * (see listNearbyAssets), so that one plan serves all places: planned anew for each report this took half as long again as it runs. As
 * json, not jsonb: what a report keeps of its candidates, nine thousand characters in a crowded street, is then written out once, not thrice.
 */
export const listOpenHoles = (connection: Connection, at: Point, withinM: number, states: readonly OrderState[]): Promise<OpenHoleRow[]> => {
  const spot = sql`ST_SetSRID(ST_MakePoint(${at.lon}::float8, ${at.lat}::float8), 4326)`;
  const half = degreesOf(withinM, at.lat);
  return rows(
    connection,
    sql`select i.id as incident_id, o.id as order_id, (
            select json_agg(json_build_object('candidates', r.match_candidates, 'namedAssetId', coalesce(r.picked_asset_id, r.plate),
              'point', json_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)), 'accuracyM', r.accuracy_m,
              'kind', json_build_object('code', k.code, 'assetStatus', k.asset_status), 'text', r.text, 'at', r.received_at,
              'photoHashes', (select coalesce(json_agg(p.fingerprint::text), '[]') from photos p where p.report_id = r.id and p.fingerprint is not null)) order by r.id)
            from (select * from reports where incident_id = i.id order by id desc limit 12) r join problem_kinds k on k.code = r.problem_kind) as tellings
        from incidents i join orders o on o.incident_id = i.id
        where i.geom && (select ST_Expand(${spot}, ${half.lon}::float8, ${half.lat}::float8))
          and ST_DistanceSphere(i.geom, ${spot}) <= ${withinM}::float8
          and o.state = any(${[...states]}) and exists (select from reports r where r.incident_id = i.id)
        order by i.geom <-> (select ${spot}), i.id limit 60`,
  );
};
