import type { Reach } from '#domain/access.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, type Sql, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { orderInReach } from '../reach.ts';
import { assetsAt, coversAt, coversOf } from './asset-history.ts';

const recordedBy = (at: string | null, column: Sql): Sql => (at === null ? sql`true` : sql`${column} <= ${at}::timestamptz`);

const unitRef = (alias: Sql) =>
  sql`case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name, 'en', ${alias}.name_en)) end`;

/** What a row of the registry holds; stands with assetJoins in a query that has `assets a`. */
export const assetColumns = sql`a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, c.is_well, a.status,
  jsonb_build_object('lon', st_x(a.geom), 'lat', st_y(a.geom)) as position, a.address,
  jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district,
  case when k.asset_id is not null then jsonb_build_object('shape', k.shape, 'material', k.material, 'sizeMm', k.size_mm, 'lettering', k.lettering) end as looks,
  ${unitRef(sql`o`)} as owner, ${unitRef(sql`m`)} as maintainer, case when rd.id is not null then ${named(sql`rd`)} end as road, a.owner_confidence::float8 as owner_confidence, a.version`;

const assetJoinsWith = (
  cover: Sql,
) => sql`join asset_classes c on c.code = a.class_code join places s on s.code = a.street_code join places d on d.code = a.district_code
  ${cover} left join units o on o.id = a.owner_id left join units m on m.id = a.maintainer_id left join roads rd on rd.id = a.road_id`;

export const assetJoins = assetJoinsWith(sql`left join covers k on k.asset_id = a.id and k.removed_on is null`);

/** The same joins for rows as they stood at a moment. */
export const assetJoinsAt = (at: string): Sql => assetJoinsWith(sql`left join lateral ${coversAt(at, sql`a.id`)} k on k.removed_on is null`);

/** An asset with the codes that say whose it is and where; `hazards` as stored, the last look apart. */
export type FoundAsset = Omit<
  Asset,
  'covers' | 'events' | 'orders' | 'canChangeStatus' | 'mayChange' | 'mayRegister' | 'standing' | 'askedFor' | 'askedVersion' | 'asOf' | 'aliases'
> & {
  readonly districtCode: string;
  readonly streetCode: string;
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly authorityId: string | null;
  readonly mergedInto: string | null;
};

// Records that are part of `part`, now or as it stood at a moment.
const partsOf = (at: string | null) =>
  at === null
    ? sql`(select n.id from assets n where n.merged_into = part.id)`
    : sql`(select n.id from assets n where n.merged_into = part.id and n.recorded_at <= ${at}::timestamptz
          union all select v.asset_id from asset_versions v where v.row ->> 'merged_into' = part.id and v.valid_from <= ${at}::timestamptz and v.valid_to > ${at}::timestamptz)`;

// Of a chain of merged ones all, and what rows of a census bore that joined one of them while it was loaded.
const mergedNumbers = (at: string | null) => sql`array(with recursive part as (
    select a.id, 0 as step
    union all
    select n.id, step + 1 from part cross join lateral ${partsOf(at)} n where step < 100
  ) select id from part where step > 0 union select l.number from asset_aliases l where l.reason = 'merged' and l.asset_id in (select id from part)
      and ${recordedBy(at, sql`l.recorded_at`)} and well_formed_number(l.number) = l.number order by 1)`;

/** The version of a merged record, which its survivor's life does not tell; null where the number has no record of its own. */
export const findMergedVersion = async (connection: Connection, id: string): Promise<number | null> =>
  (await firstRow<{ version: number }>(connection, sql`select version from assets where id = ${id} and merged_into is not null`))?.version ?? null;

/** One asset by its number, now or as it stood at a moment; undefined when it is not registered, or was not yet. */
export const findAsset = (connection: Connection, id: string, at: string | null = null): Promise<FoundAsset | undefined> =>
  firstRow(
    connection,
    sql`select ${assetColumns}, ${unitRef(sql`w`)} as authority, a.owner_evidence, a.position_accuracy_m::float8 as position_accuracy_m, a.location_kind,
          a.depth_m::float8 as depth_m, a.year_built, a.has_anti_fall_net, a.first_recorded_on, a.changed_on, a.data_source, a.source_number, a.note,
          a.last_verified_on, a.how_measured, a.flood_prone, a.chamber_size_mm, a.chamber_material, a.grid_cell, a.object_name,
          coalesce(a.hazards, '{}') as hazards, a.recorded_at, a.merged_into,
          ${mergedNumbers(at)} as merged_numbers,
          a.district_code, a.street_code, a.owner_id, a.maintainer_id, a.authority_id
        from ${at === null ? sql`assets` : assetsAt(at, (number) => sql`${number} = ${id}`)} a ${at === null ? assetJoins : assetJoinsAt(at)}
        left join units w on w.id = a.authority_id where a.id = ${id}`,
  );

const coverColumns = sql`shape, size_mm, material, load_class, lettering, maker, fitted_on, removed_on, removed_reason, clear_opening_mm, width_mm, bolted, vented,
  smart_sensor, level_difference_mm::float8 as level_difference_mm`;

/** Its covers, the one on it first; now or as recorded at a moment. */
export const listCovers = (connection: Connection, assetId: string, at: string | null = null): Promise<Asset['covers']> =>
  rows(
    connection,
    sql`select ${coverColumns} from ${at === null ? coversOf(sql`${assetId}`) : coversAt(at, sql`${assetId}`)} k
        order by removed_on desc nulls first, id desc limit 50`,
  );

/** Whose census files somebody may look at: their own, or everybody's; null: nobody's. */
export type SeenImports = { readonly personId: string; readonly everyones: boolean } | null;

/**
 * What happened to it until a moment, newest first. Its minting is told from its first version where no event of its own says it, by whom
 * took its file in. What a file is called is told to those who may look at it.
 */
export const listAssetEvents = (
  connection: Connection,
  assetId: string,
  { at, imports }: { at: string | null; imports: SeenImports },
): Promise<Asset['events']> =>
  rows(
    connection,
    sql`with told as (
          select e.id, e.at, e.action, e.source, e.person_id, e.changes, e.note, e.version, e.order_id, e.import_id, e.import_row from asset_events e where e.asset_id = ${assetId}
          union all
          select 0, coalesce((select min(v.valid_from) from asset_versions v where v.asset_id = a.id), a.recorded_at), 'minted',
            case when a.import_id is null then a.data_source else 'import' end, null, '{}', null, 1, null, a.import_id, a.import_row
          from assets a where a.id = ${assetId} and not exists (select from asset_events e where e.asset_id = a.id and e.action = 'minted')
        )
        select e.at, e.action, e.source, case when p.id is not null then jsonb_build_object('zh', p.name, 'en', p.name_en) end as person, e.changes, e.note, e.version,
          e.order_id, case when e.import_id is not null then jsonb_build_object('id', e.import_id::text, 'row', e.import_row, 'fileName',
            case when ${imports?.everyones ?? false}::boolean or i.person_id = ${imports?.personId ?? null}::bigint then i.file_name end) end as import
        from told e left join imports i on i.id = e.import_id left join people p on p.id = coalesce(e.person_id, i.person_id)
        where ${at}::timestamptz is null or e.at <= ${at}::timestamptz order by e.at desc, e.id desc limit 200`,
  );

/** Numbers others gave it that were not adopted, until a moment. */
export const listAliases = (connection: Connection, assetId: string, at: string | null = null): Promise<Asset['aliases']> =>
  rows(
    connection,
    sql`select number, source, reason from asset_aliases where asset_id = ${assetId} and ${recordedBy(at, sql`recorded_at`)} order by recorded_at, number limit 50`,
  );

/**
 * The number at the end of a chain of merged ones, or of what a census row joined that bore it, now or as it stood at a moment; the number
 * itself when it was not merged or is not registered.
 */
export const findSurvivor = async (connection: Connection, id: string, at: string | null = null): Promise<string> => {
  const stood = (number: Sql) => (at === null ? sql`(select * from assets where id = ${number})` : assetsAt(at, (one) => sql`${one} = ${number}`));
  const joined = sql`(select l.asset_id from asset_aliases l where l.number = ${id} and l.reason = 'merged' and ${recordedBy(at, sql`l.recorded_at`)}
    order by l.recorded_at, l.asset_id limit 1)`;
  const row = await firstRow<{ id: string }>(
    connection,
    sql`with recursive start as (select case when exists (select from assets where id = ${id}) then ${id} else ${joined} end as id), chain as (
          select n.id, n.merged_into, 0 as step from start s cross join lateral ${stood(sql`s.id`)} n
          union all
          select n.id, n.merged_into, step + 1 from chain c cross join lateral ${stood(sql`c.merged_into`)} n where step < 100
        ) select id from chain order by step desc limit 1`,
  );
  return row?.id ?? id;
};

const orderColumns = sql`o.id, jsonb_build_object('zh', k.name, 'en', k.name_en) as kind, o.opened_at`;
const orderJoins = sql`orders o join problem_kinds k on k.code = o.problem_kind join incidents i on i.id = o.incident_id`;

// The first that its life tells of an order after a moment says whether it was its then: it went away since, or it came.
const movedSince = (assetId: string, at: string) => sql`(
  select distinct on (m.id) m.id::bigint, m.was from asset_events e
    cross join lateral (select jsonb_path_query(e.changes, '$.orders[0][*]') #>> '{}' as id, true as was
      union all select jsonb_path_query(e.changes, '$.orders[1][*]') #>> '{}', false) m
  where e.asset_id = ${assetId} and e.at > ${at}::timestamptz and m.id is not null order by m.id, e.id)`;

/** Its orders within a reach, newest first; at a moment those that it had, in the state they were in. */
export const listAssetOrders = (connection: Connection, assetId: string, reach: Reach, at: string | null = null): Promise<Asset['orders']> =>
  at === null
    ? rows(
        connection,
        sql`select ${orderColumns}, o.state from ${orderJoins} where i.asset_id = ${assetId} and ${orderInReach(reach)} order by o.id desc limit 50`,
      )
    : rows(
        connection,
        sql`with moved as materialized ${movedSince(assetId, at)}, its as (
              select o.id from orders o join incidents i on i.id = o.incident_id where i.asset_id = ${assetId} and o.id not in (select id from moved where not was)
              union select id from moved where was
            )
            select ${orderColumns}, coalesce((select e.to_state from order_events e where e.order_id = o.id and e.at <= ${at}::timestamptz order by e.id desc limit 1), o.state) as state
            from ${orderJoins} where o.id in (select id from its) and o.opened_at <= ${at}::timestamptz and ${orderInReach(reach)} order by o.id desc limit 50`,
      );

export interface KeptRow {
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly status: AssetStatus;
  readonly version: number;
}

/** What decides a change of status, its row locked until the transaction ends: of two at once the second sees the first's version. */
export const lockAsset = (connection: Connection, id: string): Promise<KeptRow | undefined> =>
  firstRow(connection, sql`select owner_id, maintainer_id, status, version from assets where id = ${id} for no key update`);

export interface StatusChange {
  readonly id: string;
  readonly before: AssetStatus;
  readonly status: AssetStatus;
  readonly version: number;
  readonly on: string;
  readonly at: string;
  /** Who replied to the order. */
  readonly personId: string | null;
  readonly note: string | null;
  readonly orderId: string;
  /** The cover that went with it. */
  readonly cover: Readonly<Record<string, unknown>> | null;
}

/** Writes the status that a closed order says, and its event. */
export const saveStatus = async (connection: Connection, change: StatusChange): Promise<void> => {
  await affected(
    connection,
    sql`update assets set status = ${change.status}, version = ${change.version}, recorded_at = ${change.at}, changed_on = ${change.on} where id = ${change.id}`,
  );
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note, version, order_id)
        values (${change.id}, ${change.at}, ${change.personId}, 'status', 'order', ${JSON.stringify({ status: [change.before, change.status], ...(change.cover ? { cover: [change.cover, null] } : {}) })}, ${change.note},
          ${change.version}, ${change.orderId})`,
  );
};
