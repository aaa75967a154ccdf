import type { Reach } from '#domain/access.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import type { OwnerEvidence } from '#domain/registry-checks/owner-belief.ts';
import type { Miss } from '#domain/registry-checks/survey-shifts.ts';
import { type Connection, rows, sql } from '../../sql.ts';
import { heirsOfUnits } from '../network/heirs.ts';
import { assetInReach } from '../reach.ts';

const mostMisses = 50_000;
/** Farther than this a pin was of another place. */
const farthestM = 60;

/**
 * From where the registry has a well to where it was found: by the pin of who picked it or read its plate, and by where a crew made it safe. The newest of
 * closed orders, none of a made-up past, none from before its position was last corrected.
 */
export const listSurveyMisses = (connection: Connection, reach: Reach): Promise<(Miss & { readonly incidentId: string })[]> =>
  rows(
    connection,
    sql`with found as (
          select o.id, o.incident_id, coalesce(r.picked_asset_id, r.plate) as asset_id, r.received_at as at,
            ST_SetSRID(ST_MakePoint((r.match_seen -> 'position' ->> 'lon')::float8, (r.match_seen -> 'position' ->> 'lat')::float8), 4326) as geom
          from orders o join reports r on r.incident_id = o.incident_id
          where o.state = 'closed' and not o.made_up and coalesce(r.picked_asset_id, r.plate) is not null and jsonb_typeof(r.match_seen -> 'position') = 'object'
          union all
          select o.id, o.incident_id, o.asset_id, o.secured_at, o.secured_geom from orders o
          where o.state = 'closed' and not o.made_up and o.asset_id is not null and o.secured_geom is not null)
        select f.incident_id, a.id as asset_id, a.street_code, a.import_id, jsonb_build_object('lon', ST_X(a.geom), 'lat', ST_Y(a.geom)) as point,
          (ST_X(f.geom) - ST_X(a.geom)) * 111195 * cos(radians(ST_Y(a.geom))) as east_m, (ST_Y(f.geom) - ST_Y(a.geom)) * 111195 as north_m
        from found f join assets a on a.id = f.asset_id
        where ${assetInReach(reach)} and a.merged_into is null and ST_DWithin(f.geom::geography, a.geom::geography, ${farthestM})
          and not exists (select from asset_versions v where v.asset_id = a.id and v.valid_to > f.at and not ST_Equals(v.geom, a.geom))
        order by f.id desc limit ${mostMisses}`,
  );

/** Names of streets, and of census files, by their keys. */
export const listShiftNames = async (connection: Connection, streets: readonly string[], imports: readonly string[]): Promise<Map<string, Name>> => {
  const found = await rows<{ key: string; name: Name }>(
    connection,
    sql`select 'street ' || code as key, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name from places where code = any(${streets})
        union all select 'import ' || id, jsonb_build_object('zh', file_name, 'en', file_name) from imports where id = any(${imports}::bigint[])`,
  );
  return new Map(found.map(({ key, name }) => [key, name]));
};

export interface DoubtedWellRow extends OwnerEvidence {
  readonly id: string;
  readonly classCode: string;
  readonly className: Name;
  readonly owner: Name;
  readonly position: Point;
  readonly address: string | null;
  readonly street: Name;
  readonly status: string;
  readonly locationKind: string;
}

const evidence = sql`a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, jsonb_build_object('zh', u.name, 'en', u.name_en) as owner,
  jsonb_build_object('lon', ST_X(a.geom), 'lat', ST_Y(a.geom)) as position, a.address, jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street,
  a.status, a.location_kind, a.owner_confidence as confidence, a.owner_evidence as evidence, n.same_near, n.other_near, k.closed_by_owner, k.closed_by_other`;

/** By whom orders were closed that has ended is who follows: its assets are theirs by now. */
const heirs = sql`heirs as materialized ${heirsOfUnits(sql`true`)}`;

/** Who keeps it by agreement closes orders of it without a word about whose it is. */
const besides = sql`join asset_classes c on c.code = a.class_code join units u on u.id = a.owner_id join places s on s.code = a.street_code
  cross join lateral (
    select count(*) filter (where x.owner_id = a.owner_id)::integer as same_near, count(*) filter (where x.owner_id <> a.owner_id)::integer as other_near
    from (select b.owner_id from assets b where b.geom && ST_Expand(a.geom, 0.0008) and b.class_code = a.class_code and b.id <> a.id and b.owner_id is not null
        and b.merged_into is null order by b.geom <-> a.geom limit 8) x) n
  cross join lateral (
    select count(*) filter (where did.id = a.owner_id)::integer as closed_by_owner, count(*) filter (where did.id <> a.owner_id and did.id is distinct from a.maintainer_id and did.kind = 'trade')::integer as closed_by_other
    from incidents i join orders o on o.incident_id = i.id
      cross join lateral (select coalesce(h.heir, t.id) as id, t.kind from units t left join heirs h on h.id = t.id where t.id = o.unit_id) did
    where i.asset_id = a.id and o.state = 'closed' and not o.made_up) k`;

/** One asset with what tells whose it is; none where nobody is recorded. */
export const findOwnerEvidence = async (connection: Connection, id: string): Promise<DoubtedWellRow | undefined> =>
  (await rows<DoubtedWellRow>(connection, sql`with ${heirs} select ${evidence} from assets a ${besides} where a.id = ${id}`))[0];

/** Of each district within reach the assets whose recorded owner is doubted most, with what tells whose they are. */
export const listDoubtedWells = (connection: Connection, reach: Reach, ofEach: number): Promise<DoubtedWellRow[]> =>
  rows(
    connection,
    sql`with ${heirs} select ${evidence} from places d cross join lateral (
          select * from assets a where a.district_code = d.code and a.owner_confidence < 0.9::real and a.owner_id is not null and a.merged_into is null
            and a.status not in ('abandoned', 'removed') and ${assetInReach(reach)}
          order by a.owner_confidence, a.id limit ${ofEach}) a ${besides}
        where d.kind = 'district'`,
  );
