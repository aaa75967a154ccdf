import type { Client, Pool } from '../../pool.ts';
import { affected, type Connection, join, oneRow, type Sql, sql, textOf } from '../../sql.ts';
import { type AskedSearch, searchConditions } from '../assets/asset-search.ts';

/** What leaves of an asset, by the exchange's keys; text unless said. The cover is the one on it now. */
const columns = {
  number: sql`left(a.id, 16)`,
  plate: sql`a.id`,
  sourceNumber: sql`a.source_number`,
  name: sql`a.object_name`,
  classCode: sql`a.class_code`,
  className: sql`c.name`,
  authorityCode: sql`a.authority_id`,
  authorityName: sql`w.name`,
  ownerCode: sql`a.owner_id`,
  ownerName: sql`o.name`,
  maintainerCode: sql`a.maintainer_id`,
  maintainerName: sql`m.name`,
  gridCell: sql`a.grid_cell`,
  status: sql`a.status`,
  firstRecordedOn: sql`a.first_recorded_on::text`,
  changedOn: sql`a.changed_on::text`,
  dataSource: sql`a.data_source`,
  note: sql`a.note`,
  positionAccuracyM: sql`a.position_accuracy_m::text`,
  howMeasured: sql`a.how_measured`,
  districtCode: sql`a.district_code`,
  districtName: sql`d.name`,
  streetCode: sql`a.street_code`,
  streetName: sql`s.name`,
  roadName: sql`r.name`,
  address: sql`a.address`,
  locationKind: sql`a.location_kind`,
  ownerConfidence: sql`a.owner_confidence::text`,
  ownerEvidence: sql`a.owner_evidence`,
  depthM: sql`a.depth_m::text`,
  chamberSizeMm: sql`a.chamber_size_mm::text`,
  chamberMaterial: sql`a.chamber_material`,
  yearBuilt: sql`a.year_built::text`,
  hasAntiFallNet: sql`a.has_anti_fall_net::text`,
  floodProne: sql`a.flood_prone::text`,
  lastVerifiedOn: sql`a.last_verified_on::text`,
  coverShape: sql`k.shape`,
  coverSizeMm: sql`k.size_mm::text`,
  coverWidthMm: sql`k.width_mm::text`,
  clearOpeningMm: sql`k.clear_opening_mm::text`,
  coverMaterial: sql`k.material`,
  coverLoadClass: sql`k.load_class`,
  coverMaker: sql`k.maker`,
  coverLettering: sql`k.lettering`,
  coverBolted: sql`k.bolted::text`,
  coverVented: sql`k.vented::text`,
  coverSmartSensor: sql`k.smart_sensor::text`,
  levelDifferenceMm: sql`k.level_difference_mm::text`,
  coverFittedOn: sql`k.fitted_on::text`,
} as const satisfies Readonly<Record<string, Sql>>;

export type ExportedKey = keyof typeof columns;
export const exportedKeys = Object.keys(columns) as ExportedKey[];

/** An asset on its way out: its fields in the order of `exportedKeys`, its position in WGS 84. */
export interface ExportedAsset {
  readonly values: readonly (string | null)[];
  readonly lon: number;
  readonly lat: number;
}

const selected = join(Object.values(columns), sql`, `);
const from = sql`assets a join asset_classes c on c.code = a.class_code join places s on s.code = a.street_code join places d on d.code = a.district_code
  left join covers k on k.asset_id = a.id and k.removed_on is null left join roads r on r.id = a.road_id
  left join units w on w.id = a.authority_id left join units o on o.id = a.owner_id left join units m on m.id = a.maintainer_id`;

const fetched = async (client: Client, count: number): Promise<ExportedAsset[]> => {
  const { rows } = await client.query<(string | null)[]>({ text: `fetch ${count} from leaving`, rowMode: 'array' });
  return rows.map((row) => ({ values: row.slice(2), lon: Number(row[0]), lat: Number(row[1]) }));
};

const batchSize = 2000;

/** Which assets leave: those that a search would find. */
export type ExportSelection = Pick<AskedSearch, 'reach' | 'filter' | 'words' | 'verifiedSince'>;

/**
 * Assets within a reach that meet a filter, as they stood when the export began, fetched only as fast as they are taken. Numbers
 * that were merged into others are left out: they are names of assets that leave under their own.
 * A taker who stands still for five minutes is cut off, so that no snapshot stays open for ever.
 */
export async function* exportAssets(pool: Pool, selection: ExportSelection): AsyncGenerator<readonly ExportedAsset[]> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = '5min'");
    const conditions = await searchConditions(client, selection);
    const wanted = sql`select st_x(a.geom), st_y(a.geom), ${selected} from ${from} where ${conditions}`;
    await client.query(`declare leaving no scroll cursor for ${textOf(wanted)}`, [...wanted.values]);
    for (;;) {
      const batch = await fetched(client, batchSize);
      if (batch.length === 0) break;
      yield batch;
    }
  } catch (error) {
    fault = error as Error;
    throw error;
  } finally {
    await client.query('rollback').catch((error: Error) => {
      fault = error;
    });
    client.release(fault);
  }
}

/** Whether a selection holds more assets than this many; it counts no further. */
export const holdsMoreThan = async (connection: Connection, selection: ExportSelection, most: number): Promise<boolean> => {
  const conditions = await searchConditions(connection, selection);
  const { count } = await oneRow<{ count: number }>(
    connection,
    sql`select count(*)::integer as count from (select 1 from assets a where ${conditions} limit ${most + 1}) bounded`,
  );
  return count > most;
};

export interface ExportBegun {
  readonly at: string;
  readonly personId: string | null;
  readonly form: string;
  readonly system: string;
  readonly filter: Readonly<Record<string, unknown>>;
}

/** Notes who begins to take what. @returns its number */
export const beginExport = async (connection: Connection, { at, personId, form, system, filter }: ExportBegun): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into exports (begun_at, person_id, what, form, coordinate_system, filter) values (${at}, ${personId}, 'assets', ${form}, ${system}, ${JSON.stringify(filter)}) returning id`,
  );
  return id;
};

/** Notes how it ended and how many assets left; the taker knows better than whoever took it for gone. */
export const endExport = async (connection: Connection, id: string, at: string, outcome: 'whole' | 'cancelled' | 'broken', assets: number): Promise<void> => {
  await affected(connection, sql`update exports set ended_at = ${at}, outcome = ${outcome}, asset_count = ${assets} where id = ${id}`);
};
