import type { OrderState, Point } from '#domain/contract/terms.ts';
import type { OpenHole } from '#domain/repeat/telling.ts';
import { type Connection, rows, sql } from '../sql.ts';

/** An open hole with the order that it has. */
export interface OpenHoleRow extends OpenHole {
  readonly orderId: string;
}

/** What the last tellings of a hole can add is small after so many. */
const mostTellings = 12;
const mostHoles = 60;

/**
 * The holes near a place whose orders are in one of the states, nearest first, with the last reports of each as they were matched, oldest first.
 */
export const listOpenHoles = (connection: Connection, at: Point, withinM: number, states: readonly OrderState[]): Promise<OpenHoleRow[]> =>
  rows(
    connection,
    sql`with spot as (select ST_SetSRID(ST_MakePoint(${at.lon}, ${at.lat}), 4326) as geom)
        select i.id as incident_id, o.id as order_id, (
            select jsonb_agg(jsonb_build_object('candidates', r.match_candidates, 'namedAssetId', coalesce(r.picked_asset_id, r.plate),
              'point', jsonb_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)), 'accuracyM', r.accuracy_m,
              'kind', jsonb_build_object('code', k.code, 'assetStatus', k.asset_status), 'text', r.text, 'at', r.received_at,
              'photoHashes', (select coalesce(jsonb_agg(p.fingerprint::text), '[]') from photos p where p.report_id = r.id and p.fingerprint is not null)) order by r.id)
            from (select * from reports where incident_id = i.id order by id desc limit ${mostTellings}) r join problem_kinds k on k.code = r.problem_kind) as tellings
        from spot, incidents i join orders o on o.incident_id = i.id
        where i.geom && ST_Expand(spot.geom, ${withinM}::float8 / 111195 / cos(radians(${at.lat})))
          and ST_DWithin(i.geom::geography, spot.geom::geography, ${withinM})
          and o.state = any(${[...states]}) and exists (select from reports r where r.incident_id = i.id)
        order by i.geom <-> spot.geom, i.id limit ${mostHoles}`,
  );
