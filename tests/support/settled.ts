import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import type { Settled } from '#domain/match/learn/settled.ts';

/**
 * Writes settled orders down as the service keeps them: an incident, a closed order of whoever did the work, and the report as it was
 * seen.
 * @param letter what their numbers begin with: two lots in one database do not meet
 */
export const keepSettled = async (pool: Pool, orders: readonly Settled[], letter = 'T'): Promise<void> => {
  for (const [i, { observation, found }] of orders.entries()) {
    const { position, accuracyM, addressPoint = null, text, address = null, kind } = observation;
    const at = position ?? addressPoint?.point ?? { lon: 0, lat: 0 };
    const state = found.beside === 'nothing' ? 'void' : 'closed';
    await affected(
      pool,
      sql`with place as (select street_code, district_code from assets order by geom <-> ST_SetSRID(ST_MakePoint(${at.lon}::float8, ${at.lat}::float8), 4326) limit 1),
            incident as (insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at)
              select ${kind?.code ?? 'cover_broken'}, ST_SetSRID(ST_MakePoint(${at.lon}::float8, ${at.lat}::float8), 4326), district_code, street_code, false, now() from place returning *),
            made as (insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
              select id, ${state}, false, problem_kind, district_code, street_code, coalesce(${found.beside === null ? found.unitId : null}, 'centre-' || street_code), '[]', '{}', '{}', now(), now() from incident)
          insert into reports (number, incident_id, channel, problem_kind, geom, accuracy_m, datum, text, address, picked_asset_id, match_candidates, match_seen, body_hash, received_at)
          select ${`${letter}${String(i)}`}, id, ${position ? 'pin' : 'hotline'}, problem_kind, geom, ${accuracyM ?? 30}, 'WGS84', ${text}, ${address},
            ${found.beside === null ? found.assetId : null}, '[]', ${JSON.stringify({ position, accuracyM, addressPoint })}::jsonb, '\\x00', now() from incident`,
    );
  }
};
