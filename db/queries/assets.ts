import type { Reach } from '#domain/access.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, type Sql, sql } from '../sql.ts';
import { orderInReach } from './reach.ts';

const unitRef = (alias: Sql) =>
  sql`case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name, 'en', ${alias}.name_en)) end`;

/** What a row of the registry holds; stands with assetJoins in a query that has `assets a`. */
export const assetColumns = sql`a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, c.is_well, a.status,
  jsonb_build_object('lon', st_x(a.geom), 'lat', st_y(a.geom)) as position, a.address,
  jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district,
  case when k.asset_id is not null then jsonb_build_object('shape', k.shape, 'material', k.material, 'sizeMm', k.size_mm, 'lettering', k.lettering) end as looks,
  ${unitRef(sql`o`)} as owner, ${unitRef(sql`m`)} as maintainer, a.owner_confidence::float8 as owner_confidence, a.version`;

export const assetJoins = sql`join asset_classes c on c.code = a.class_code join places s on s.code = a.street_code join places d on d.code = a.district_code
  left join covers k on k.asset_id = a.id and k.removed_on is null left join units o on o.id = a.owner_id left join units m on m.id = a.maintainer_id`;

export type WholeAsset = Omit<Asset, 'covers' | 'events' | 'orders' | 'canChangeStatus'>;
/** An asset with the codes that say whose it is and where. */
export type FoundAsset = WholeAsset & {
  readonly districtCode: string;
  readonly streetCode: string;
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly authorityId: string | null;
};

/** One asset by its number; undefined when it is not registered. */
export const findAsset = (connection: Connection, id: string): Promise<FoundAsset | undefined> =>
  firstRow(
    connection,
    sql`select ${assetColumns}, ${unitRef(sql`w`)} as authority, a.owner_evidence, a.position_accuracy_m::float8 as position_accuracy_m, a.location_kind,
          a.depth_m::float8 as depth_m, a.year_built, a.has_anti_fall_net, a.first_recorded_on, a.changed_on, a.data_source, a.source_number, a.note,
          a.district_code, a.street_code, a.owner_id, a.maintainer_id, a.authority_id
        from assets a ${assetJoins} left join units w on w.id = a.authority_id where a.id = ${id}`,
  );

/** Its covers, the one on it first. */
export const listCovers = (connection: Connection, assetId: string): Promise<Asset['covers']> =>
  rows(
    connection,
    sql`select shape, size_mm, material, load_class, lettering, maker, fitted_on, removed_on from covers where asset_id = ${assetId} order by removed_on desc nulls first, id desc limit 50`,
  );

/** What happened to it, newest first. */
export const listAssetEvents = (connection: Connection, assetId: string): Promise<Asset['events']> =>
  rows(
    connection,
    sql`select e.at, e.action, e.source, case when p.id is not null then jsonb_build_object('zh', p.name, 'en', p.name_en) end as person, e.changes, e.note
        from asset_events e left join people p on p.id = e.person_id where e.asset_id = ${assetId} order by e.id desc limit 200`,
  );

/** Its orders within a reach, newest first. */
export const listAssetOrders = (connection: Connection, assetId: string, reach: Reach): Promise<Asset['orders']> =>
  rows(
    connection,
    sql`select o.id, jsonb_build_object('zh', k.name, 'en', k.name_en) as kind, o.state, o.opened_at
        from orders o join problem_kinds k on k.code = o.problem_kind join incidents i on i.id = o.incident_id
        where i.asset_id = ${assetId} and ${orderInReach(reach)} order by o.id desc limit 50`,
  );

export interface KeptRow {
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly status: AssetStatus;
  readonly version: number;
}

/** What decides a change of status, its row locked until the transaction ends: of two at once the second sees the first's version. */
export const lockAsset = (connection: Connection, id: string): Promise<KeptRow | undefined> =>
  firstRow(connection, sql`select owner_id, maintainer_id, status, version from assets where id = ${id} for update`);

export interface StatusChange {
  readonly id: string;
  readonly before: AssetStatus;
  readonly status: AssetStatus;
  readonly version: number;
  readonly on: string;
  readonly at: string;
  readonly personId: string;
  readonly note: string | null;
  /** Who says so: its keeper by itself, or by the reply to an order. */
  readonly source?: 'owner' | 'order';
}

/** Writes a decided status and its event. */
export const saveStatus = async (connection: Connection, change: StatusChange): Promise<void> => {
  await affected(connection, sql`update assets set status = ${change.status}, version = ${change.version}, changed_on = ${change.on} where id = ${change.id}`);
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note)
        values (${change.id}, ${change.at}, ${change.personId}, 'status', ${change.source ?? 'owner'}, ${JSON.stringify({ status: [change.before, change.status] })}, ${change.note})`,
  );
};
