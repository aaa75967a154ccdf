import type { Client } from '../../pool.ts';
import { type Connection, firstRow, rows, type Sql, sql } from '../../sql.ts';

/** What is worked out of each row while it passes, in the order in which COPY gets it. Null: the file says nothing. */
export const stagedColumns = {
  geom: 'geometry(Point, 4326)',
  class_code: 'text',
  district_code: 'text',
  street_code: 'text',
  road_id: 'integer',
  location_guess: 'text',
  said_place: 'text',
  location_kind: 'text',
  given_number: 'text',
  source_number: 'text',
  object_name: 'text',
  authority_id: 'text',
  owner_id: 'text',
  maintainer_id: 'text',
  grid_cell: 'text',
  status: 'text',
  first_recorded_on: 'date',
  changed_on: 'date',
  data_source: 'text',
  note: 'text',
  position_accuracy_m: 'real',
  how_measured: 'text',
  address: 'text',
  owner_confidence: 'real',
  owner_evidence: 'text',
  depth_m: 'real',
  chamber_size_mm: 'integer',
  chamber_material: 'text',
  year_built: 'integer',
  has_anti_fall_net: 'boolean',
  flood_prone: 'boolean',
  last_verified_on: 'date',
  shape: 'text',
  size_mm: 'integer',
  width_mm: 'integer',
  clear_opening_mm: 'integer',
  material: 'text',
  load_class: 'text',
  maker: 'text',
  lettering: 'text',
  bolted: 'boolean',
  vented: 'boolean',
  smart_sensor: 'boolean',
  level_difference_mm: 'real',
  fitted_on: 'date',
} as const;
export type StagedColumn = keyof typeof stagedColumns;
export const stagedNames = Object.keys(stagedColumns) as StagedColumn[];

/** A name of ours as a piece of SQL: letters, digits and underscores alone. */
export const named = (name: string): Sql => {
  if (!/^[a-z_][a-z0-9_.]{0,80}$/.test(name)) throw new Error(`${name} is no name of a table or column`);
  return { strings: [name], values: [] };
};

/** The two tables of one import: its rows as they came and as they were understood, and what is to be done with those that are not simply new. */
export const tablesOf = (importId: string): { rows: Sql; plan: Sql; rowsName: string } => ({
  rows: named(`import_rows_${importId}`),
  plan: named(`import_plan_${importId}`),
  rowsName: `import_rows_${importId}`,
});

export const dropImportTables = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await rows(connection, sql`drop table if exists ${staged}, ${plan}`);
};

const raw = (columns: number) => Array.from({ length: columns }, (_, i) => `f${i}`);

/** Makes both anew. Unlogged: a crash of the server empties them and the file is checked again. @param columns how many the file has */
export const makeImportTables = async (client: Client, importId: string, columns: number): Promise<{ table: string; columns: string[] }> => {
  await dropImportTables(client, importId);
  const { rows: staged, plan, rowsName } = tablesOf(importId);
  const fields = [...raw(columns).map((name) => `${name} text`), ...stagedNames.map((name) => `${name} ${stagedColumns[name]}`)];
  await rows(
    client,
    sql`create unlogged table ${staged} (row integer not null, ${{ strings: [fields.join(', ')], values: [] }}) with (autovacuum_enabled = off)`,
  );
  await rows(
    client,
    sql`create unlogged table ${plan} (row integer primary key, action text not null, asset_id text, other_row integer, first_row integer, distance_m real, changes jsonb, version integer) with (autovacuum_enabled = off)`,
  );
  await rows(client, sql`create index on ${plan} (other_row) where action = 'merge'`);
  return { table: rowsName, columns: ['row', ...raw(columns), ...stagedNames] };
};

/** The row's own texts as a JSON array, in the order of the file's columns. @param alias the rows' name in the query */
export const fieldsOf = (columns: number, alias: string): Sql => {
  const parts = raw(columns).map((name) => `${alias}.${name}`);
  const arrays: string[] = [];
  for (let i = 0; i < parts.length; i += 50) arrays.push(`jsonb_build_array(${parts.slice(i, i + 50).join(', ')})`);
  return { strings: [arrays.join(' || ')], values: [] };
};

/** Whether the rows are there, all of them: the file need not be read again. Of a file of which every row was refused there is none. */
export const isStaged = async (connection: Connection, importId: string): Promise<boolean> => {
  const { rowsName } = tablesOf(importId);
  const found = await firstRow<{ stands: boolean }>(connection, sql`select to_regclass(${rowsName}) is not null as stands`);
  if (found?.stands !== true) return false;
  const isNone = sql`select 1 from imports where id = ${importId} and checked_at is not null and (counts ->> 'rows')::integer > 0 and counts -> 'rows' = counts -> 'refused'`;
  return (await firstRow(connection, sql`(select 1 from ${named(rowsName)} limit 1) union all ${isNone} limit 1`)) !== undefined;
};
