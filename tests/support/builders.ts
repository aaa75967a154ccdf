import type { Pool } from '#db/pool.ts';
import { affected, type Connection, oneRow, sql } from '#db/sql.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import type { AssetStatus, Role } from '#domain/contract/terms.ts';
import { passwordHash } from './city.ts';

export interface WellSettings {
  readonly lon?: number;
  readonly lat?: number;
  readonly classCode?: string;
  readonly ownerId?: string | null;
  readonly maintainerId?: string | null;
  readonly authorityId?: string | null;
  readonly status?: AssetStatus;
  readonly address?: string;
  readonly roadId?: number | null;
  readonly locationKind?: 'carriageway' | 'footway' | 'green' | 'compound';
  readonly positionAccuracyM?: number;
  readonly sourceNumber?: string | null;
  readonly lettering?: string | null;
  readonly shape?: 'round' | 'rectangular';
}

/** A second road, along 120.015, which crosses Qiaotou Road at its corner. */
export const hebinRoad = (pool: Pool): Promise<number> =>
  affected(
    pool,
    sql`insert into roads (id, name, name_en, class, district_code, width_m, geom)
        values (3, '河滨路', 'Hebin Road', 'local', '990101', 8, st_setsrid(st_makeline(st_point(120.015, 30.001), st_point(120.015, 30.035)), 4326))`,
  );

/**
 * Registers an asset: by default a power well with its cover in the carriageway of Qiaotou Road, in 990101001.
 * @returns its 17-character id; district and street follow from the position
 */
export const aWell = async (connection: Connection, given: WellSettings = {}): Promise<string> => {
  const { lon = 120.01, lat = 30.01, classCode = '0105', ownerId = 'power', status = 'intact', address = '桥头路10号', locationKind = 'carriageway' } = given;
  const { maintainerId = ownerId, authorityId = null, roadId = 1, positionAccuracyM = 0.5, sourceNumber = null, lettering = '电力', shape = 'round' } = given;
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`with street as (select code, left(code, 6) as district from places where kind = 'street' and st_covers(geom, st_setsrid(st_point(${lon}, ${lat}), 4326)) order by code limit 1)
        insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, road_id, address, location_kind, authority_id, owner_id, maintainer_id,
          status, first_recorded_on, changed_on, data_source, source_number, recorded_at)
        select (select * from mint_asset_ids(street.district, ${classCode}, 1)), ${classCode}, st_setsrid(st_point(${lon}, ${lat}), 4326), ${positionAccuracyM}, street.district, street.code,
          ${roadId}, ${address}, ${locationKind}, ${authorityId}, ${ownerId}, ${maintainerId}, ${status}, '2020-01-01', '2020-01-01', 'survey', ${sourceNumber}, '2020-01-01T00:00:00Z'
        from street returning id`,
  );
  const { isWell } = await oneRow<{ isWell: boolean }>(connection, sql`select is_well from asset_classes where code = ${classCode}`);
  if (isWell)
    await affected(
      connection,
      sql`insert into covers (asset_id, shape, size_mm, material, load_class, lettering, fitted_on, recorded_at)
          values (${id}, ${shape}, 700, 'ductile_iron', 'D400', ${lettering}, '2020-01-01', '2020-01-01T00:00:00Z')`,
    );
  return id;
};

/** A lamp: an asset that is no well and has no cover. */
export const aLamp = (pool: Pool, given: WellSettings = {}): Promise<string> => aWell(pool, { classCode: '0118', ownerId: 'lamps', ...given });

/** A report's body as a citizen sends it: a missing cover at the default well's place. */
export const aReport = (given: Partial<ReportRequest> = {}): ReportRequest => ({
  kind: 'cover_missing',
  position: { lon: 120.01, lat: 30.01 },
  accuracyM: 5,
  text: '电力井盖不见了',
  contact: { name: '王小明', phone: '13800138000' },
  ...given,
});

/** A person with any grants; the password is everybody's. @returns the id */
export const aPerson = async (pool: Pool, username: string, grants: readonly { role: Role; placeCode?: string; unitId?: string }[]): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    pool,
    sql`insert into people (username, password_hash, name, name_en) values (${username}, ${passwordHash}, ${username}, ${username}) returning id`,
  );
  for (const { role, placeCode = null, unitId = null } of grants)
    await affected(pool, sql`insert into person_roles (person_id, role, place_code, unit_id) values (${id}, ${role}, ${placeCode}, ${unitId})`);
  return id;
};
