import type { OrderState, Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import type { likelyOf, PackedLikely, Telling } from '#domain/repeat/telling.ts';
import { askedTogether } from '../../asked-together.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';

/** A hole's report as it is kept: what it tells of assets packed; of one from before that was kept, its candidates. */
export type StoredTelling = Omit<Telling, 'candidates'> & {
  readonly likely: readonly PackedLikely[] | null;
  readonly candidates: Parameters<typeof likelyOf>[0] | null;
};

/** An open hole with the order that it has. */
export interface OpenHoleRow {
  readonly incidentId: string;
  readonly orderId: string;
  readonly tellings: readonly StoredTelling[];
}

/** Degrees: some 150 m from south to north. A look of 60 m touches four cells at most in town, one of 300 m thirty. */
const cellDegrees = 0.00135;

/** A place and how far around it holes are looked for. */
export interface Look {
  readonly point: Point;
  readonly withinM: number;
}

interface Cell {
  readonly x: number;
  readonly y: number;
}

const cellsNear = ({ point: { lon, lat }, withinM }: Look): Cell[] => {
  const half = degreesOf(withinM, lat);
  const range = (from: number, to: number) => {
    const first = Math.floor(from / cellDegrees);
    return Array.from({ length: Math.floor(to / cellDegrees) - first + 1 }, (_, i) => first + i);
  };
  return range(lon - half.lon, lon + half.lon).flatMap((x) => range(lat - half.lat, lat + half.lat).map((y) => ({ x, y })));
};

const nameOf = ({ x, y }: Cell): string => `holes of ${x} ${y}`;

/** What stands for the ground that a look holds: two looks that share none of it do not see each other's holes. */
export const groundOf = (look: Look): string[] => cellsNear(look).map(nameOf);

/**
 * Keeps two reports of one place that is not registered from opening two orders of which nobody is asked: who looks for holes near a place
 * holds its cells to the end of the transaction, and sees what whoever held one of them before has opened. Whoever holds several takes them from
 * the west and the south, so that no two wait for each other. A lock by asset is taken before it, an order's row after.
 */
export const holdPlaces = (connection: Connection, looks: readonly Look[]): Promise<number> => {
  const cells = looks.flatMap(cellsNear).sort((a, b) => a.x - b.x || a.y - b.y);
  return affected(connection, sql`select pg_advisory_xact_lock(hashtextextended(cell, 0)) from unnest(${cells.map(nameOf)}::text[]) cell`);
};

interface AskedHoles extends Look {
  readonly states: readonly OrderState[];
}

/**
 * The holes near a place whose orders are in one of the states, nearest first, at most sixty, with the last reports of each as they were
 * matched, oldest first: what more of them can add is small after twelve. Places that are asked for together are answered by one statement,
 * whose one plan serves all of them: planned anew for each report this took half as long again as it runs. What a report keeps of its
 * candidates is nine thousand characters in a crowded street, written out for each hole near by: a tenth of it is kept beside them as json for this.
 */
export const listOpenHoles = askedTogether(async (connection, all: readonly AskedHoles[]): Promise<OpenHoleRow[][]> => {
  const places = all.map(({ point: { lon, lat }, withinM, states }) => ({ lon, lat, withinM, states, half: degreesOf(withinM, lat) }));
  const found = await rows<OpenHoleRow & { place: number }>(
    connection,
    sql`with places as materialized (
            select p.ordinality::integer as place, p."withinM" as within_m, p.states, c.centre,
              ST_Expand(c.centre, (p.half ->> 'lon')::float8, (p.half ->> 'lat')::float8) as box
            from rows from (jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as (lon float8, lat float8, "withinM" float8, states text[], half jsonb)) with ordinality as p,
              lateral (select ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) as centre) c)
        select p.place, h.incident_id, h.order_id, h.tellings from places p, lateral (
          select i.id as incident_id, o.id as order_id, i.geom <-> p.centre as far, (
            select json_agg(json_build_object('likely', r.match_likely, 'candidates', case when r.match_likely is null then r.match_candidates end,
              'namedAssetId', coalesce(r.picked_asset_id, r.plate),
              'point', json_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)), 'accuracyM', r.accuracy_m,
              'kind', json_build_object('code', k.code, 'assetStatus', k.asset_status), 'text', r.text, 'at', r.received_at,
              'photoHashes', (select coalesce(json_agg(p.fingerprint::text), '[]') from photos p where p.report_id = r.id and p.fingerprint is not null)) order by r.id)
            from (select * from reports where incident_id = i.id order by id desc limit 12) r join problem_kinds k on k.code = r.problem_kind) as tellings
          from incidents i join orders o on o.incident_id = i.id
          where i.geom && p.box and ST_DistanceSphere(i.geom, p.centre) <= p.within_m
            and o.state = any (p.states) and exists (select from reports r where r.incident_id = i.id)
          order by far, i.id limit 60) h
        order by p.place, h.far, h.incident_id`,
  );
  const holesAt = Map.groupBy(found, ({ place }) => place);
  return all.map((_, i) => (holesAt.get(i + 1) ?? []).map(({ incidentId, orderId, tellings }) => ({ incidentId, orderId, tellings })));
});
