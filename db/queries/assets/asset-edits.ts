import type { EditableAsset, FieldChanges } from '#domain/asset-edit.ts';
import type { CoverFacts } from '#domain/contract/asset-edits.ts';
import type { AssetAction, AssetSource } from '#domain/contract/assets.ts';
import type { AssetStatus, Name, Point } from '#domain/contract/terms.ts';
import type { DerivingRules } from '#domain/hazards.ts';
import { affected, type Connection, firstRow, join, oneRow, rows, type Sql, sql } from '../../sql.ts';

export type HeldCover = Readonly<Record<string, unknown>> & { readonly id: string };

/** An asset as an editor holds it: its row locked until the transaction ends, its facts under the names of a PATCH. */
export interface HeldAsset extends EditableAsset {
  readonly isWell: boolean;
  readonly className: Name;
  readonly facts: Readonly<Record<string, unknown>> & { readonly status: AssetStatus; readonly position: Point; readonly classCode: string };
  /** The cover that is on it. */
  readonly cover: HeldCover | null;
}

/** A cover `k` as an editor holds it. */
export const coverFacts = sql`jsonb_build_object('id', k.id::text, 'shape', k.shape, 'sizeMm', k.size_mm, 'material', k.material, 'loadClass', k.load_class,
            'lettering', k.lettering, 'maker', k.maker, 'fittedOn', k.fitted_on, 'clearOpeningMm', k.clear_opening_mm, 'widthMm', k.width_mm, 'bolted', k.bolted,
            'vented', k.vented, 'smartSensor', k.smart_sensor, 'levelDifferenceMm', k.level_difference_mm)`;

/** Locks assets in the order of their numbers, so that two who hold the same ones never wait for each other. */
export const lockAssets = async (connection: Connection, ids: readonly string[]): Promise<HeldAsset[]> => {
  // A statement that waited for its lock sees other tables as they stood before it waited: the cover is read by the next one.
  await rows(connection, sql`select id from assets where id = any(${[...ids]}) order by id for no key update`);
  return rows(
    connection,
    sql`select a.id, a.district_code, a.street_code, a.owner_id, a.maintainer_id, a.authority_id, a.merged_into, a.version,
          c.is_well, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name,
          jsonb_build_object('position', jsonb_build_object('lon', st_x(a.geom), 'lat', st_y(a.geom)), 'positionAccuracyM', a.position_accuracy_m,
            'howMeasured', a.how_measured, 'address', a.address, 'locationKind', a.location_kind, 'classCode', a.class_code, 'authorityId', a.authority_id,
            'ownerId', a.owner_id, 'maintainerId', a.maintainer_id, 'ownerConfidence', a.owner_confidence, 'ownerEvidence', a.owner_evidence, 'status', a.status,
            'depthM', a.depth_m, 'yearBuilt', a.year_built, 'hasAntiFallNet', a.has_anti_fall_net, 'floodProne', a.flood_prone, 'chamberSizeMm', a.chamber_size_mm,
            'chamberMaterial', a.chamber_material, 'gridCell', a.grid_cell, 'objectName', a.object_name, 'sourceNumber', a.source_number,
            'lastVerifiedOn', a.last_verified_on, 'remark', a.note) as facts,
          case when k.id is not null then ${coverFacts} end as cover
        from assets a join asset_classes c on c.code = a.class_code left join covers k on k.asset_id = a.id and k.removed_on is null
        where a.id = any(${[...ids]}) order by a.id`,
  );
};

const columnOf: Readonly<Record<string, Sql>> = {
  positionAccuracyM: sql`position_accuracy_m`,
  howMeasured: sql`how_measured`,
  address: sql`address`,
  locationKind: sql`location_kind`,
  classCode: sql`class_code`,
  authorityId: sql`authority_id`,
  ownerId: sql`owner_id`,
  maintainerId: sql`maintainer_id`,
  ownerConfidence: sql`owner_confidence`,
  ownerEvidence: sql`owner_evidence`,
  status: sql`status`,
  depthM: sql`depth_m`,
  yearBuilt: sql`year_built`,
  hasAntiFallNet: sql`has_anti_fall_net`,
  floodProne: sql`flood_prone`,
  chamberSizeMm: sql`chamber_size_mm`,
  chamberMaterial: sql`chamber_material`,
  gridCell: sql`grid_cell`,
  objectName: sql`object_name`,
  sourceNumber: sql`source_number`,
  lastVerifiedOn: sql`last_verified_on`,
  remark: sql`note`,
  districtCode: sql`district_code`,
  streetCode: sql`street_code`,
  roadId: sql`road_id`,
  mergedInto: sql`merged_into`,
};

/** What is set of an asset, by its names in a PATCH, and the places and pointers that follow from it. */
export type AssetValues = Readonly<Record<string, unknown>> & { readonly position?: Point };

const settersOf = ({ position, ...rest }: AssetValues): Sql[] => [
  ...(position === undefined ? [] : [sql`geom = st_setsrid(st_makepoint(${position.lon}::float8, ${position.lat}::float8), 4326)`]),
  ...Object.entries(rest).map(([field, value]) => {
    const column = columnOf[field];
    if (!column) throw new Error(`${field} is no column of an asset`);
    return sql`${column} = ${value}`;
  }),
];

export interface Stamp {
  readonly at: string;
  /** The city's date then. */
  readonly on: string;
}

/** Writes values of a held asset as its next version; the one before is kept by the database. */
export const saveAsset = async (connection: Connection, id: string, values: AssetValues, { at, on }: Stamp): Promise<void> => {
  const set = join([sql`version = version + 1`, sql`recorded_at = ${at}`, sql`changed_on = ${on}`, ...settersOf(values)], sql`, `);
  await affected(connection, sql`update assets set ${set} where id = ${id}`);
};

export interface NewEvent {
  readonly assetId: string;
  readonly at: string;
  readonly personId: string | null;
  readonly action: AssetAction;
  readonly source: AssetSource;
  readonly changes: FieldChanges;
  readonly note: string | null;
  readonly version: number;
  /** What was found in an order. */
  readonly orderId?: string;
}

/** Writes down what happened to an asset: who, when, from what, why, and the version it made. */
export const insertAssetEvent = async (connection: Connection, event: NewEvent): Promise<void> => {
  const { assetId, at, personId, action, source, changes, note, version, orderId = null } = event;
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note, version, order_id)
        values (${assetId}, ${at}, ${personId}, ${action}, ${source}, ${JSON.stringify(changes)}, ${note}, ${version}, ${orderId}::bigint)`,
  );
};

/** Takes off the cover that is on. */
export const closeCover = async (connection: Connection, coverId: string, reason: string, { at, on }: Stamp): Promise<void> => {
  await affected(connection, sql`update covers set removed_on = ${on}, removed_reason = ${reason}, recorded_at = ${at} where id = ${coverId}`);
};

/** Puts a cover on; what nobody knows of it stays open, but for its day: today's. */
export const insertCover = async (connection: Connection, assetId: string, cover: CoverFacts, { at, on }: Stamp): Promise<void> => {
  const { shape, sizeMm, material, loadClass, lettering, maker, fittedOn, clearOpeningMm, widthMm, bolted, vented, smartSensor, levelDifferenceMm } = cover;
  await affected(
    connection,
    sql`insert into covers (asset_id, shape, size_mm, material, load_class, lettering, maker, fitted_on, clear_opening_mm, width_mm, bolted, vented, smart_sensor, level_difference_mm, recorded_at)
        values (${assetId}, ${shape ?? null}, ${sizeMm ?? null}, ${material ?? null}, ${loadClass ?? null}, ${lettering ?? null}, ${maker ?? null}, ${fittedOn === undefined ? on : fittedOn}, ${clearOpeningMm ?? null},
          ${widthMm ?? null}, ${bolted ?? null}, ${vented ?? null}, ${smartSensor ?? null}, ${levelDifferenceMm ?? null}, ${at})`,
  );
};

/** Rights what was recorded wrong of a cover: the whole cover as it should read. */
export const saveCover = async (connection: Connection, coverId: string, cover: Readonly<Record<string, unknown>>, at: string): Promise<void> => {
  await affected(
    connection,
    sql`update covers set shape = c.shape, size_mm = c."sizeMm", material = c.material, load_class = c."loadClass", lettering = c.lettering, maker = c.maker,
          fitted_on = c."fittedOn", clear_opening_mm = c."clearOpeningMm", width_mm = c."widthMm", bolted = c.bolted, vented = c.vented,
          smart_sensor = c."smartSensor", level_difference_mm = c."levelDifferenceMm", recorded_at = ${at}
        from json_to_record(${JSON.stringify(cover)}::json) as c (shape text, "sizeMm" integer, material text, "loadClass" text, lettering text, maker text, "fittedOn" date,
          "clearOpeningMm" integer, "widthMm" integer, bolted boolean, vented boolean, "smartSensor" boolean, "levelDifferenceMm" real)
        where id = ${coverId}`,
  );
};

/** What the hazards of `assets a` are by these rules. */
export const derivedHazards = (rules: DerivingRules): Sql =>
  sql`derive_hazards(${JSON.stringify(rules)}::jsonb, a.class_code, a.location_kind, a.status,
    (select k.load_class from covers k where k.asset_id = a.id and k.removed_on is null), a.depth_m, a.has_anti_fall_net)`;

/** Derives the hazards of assets anew after what they follow from has changed. */
export const refreshHazards = async (connection: Connection, ids: readonly string[], rules: DerivingRules): Promise<void> => {
  await affected(connection, sql`update assets a set hazards = ${derivedHazards(rules)} where id = any(${[...ids]})`);
};

export interface ChangeSince {
  readonly at: string;
  readonly by: Name | null;
  readonly changes: FieldChanges;
}

/** What was done to an asset after a version that somebody looked at, oldest first. */
export const listChangesSince = (connection: Connection, id: string, version: number): Promise<ChangeSince[]> =>
  rows(
    connection,
    sql`select e.at, case when p.id is not null then jsonb_build_object('zh', p.name, 'en', p.name_en) end as by, e.changes
        from asset_events e left join people p on p.id = e.person_id where e.asset_id = ${id} and e.version > ${version} order by e.id limit 200`,
  );

/** The next number of a district and class. */
export const mintAssetId = async (connection: Connection, districtCode: string, classCode: string): Promise<string> => {
  const row = await firstRow<{ id: string }>(connection, sql`select id from mint_asset_ids(${districtCode}, ${classCode}, 1) as id`);
  if (!row) throw new Error(`no number was minted for ${districtCode}${classCode}`);
  return row.id;
};

/** Adopts a number that stands on a plate already; null and why where it cannot be. Its range is locked until the transaction ends. */
export const adoptAssetId = (connection: Connection, number: string): Promise<{ id: string | null; refusal: string | null }> =>
  oneRow(connection, sql`select adopted.id, adopted.refusal from adopt_asset_id(${number}) adopted`);

/** Registers an asset under its number. */
export const insertAsset = async (
  connection: Connection,
  id: string,
  values: AssetValues,
  { dataSource, at, on }: Stamp & { dataSource: string },
): Promise<void> => {
  const { position, ...rest } = values;
  if (!position) throw new Error('an asset has a position');
  const fields = Object.entries(rest).map(([field, value]) => {
    const column = columnOf[field];
    if (!column) throw new Error(`${field} is no column of an asset`);
    return { column, value: sql`${value}` };
  });
  await affected(
    connection,
    sql`insert into assets (id, geom, data_source, first_recorded_on, changed_on, recorded_at, ${join(
      fields.map((f) => f.column),
      sql`, `,
    )})
        values (${id}, st_setsrid(st_makepoint(${position.lon}::float8, ${position.lat}::float8), 4326), ${dataSource}, ${on}, ${on}, ${at}, ${join(
          fields.map((f) => f.value),
          sql`, `,
        )})`,
  );
};
