import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { chooseLayer, type Layer, openGeoPackage, quoted } from '../formats/geopackage/read-geopackage.ts';
import { fromScratch, readBack } from '../out/scratch-folder.ts';
import { frame } from '../out/write-geopackage.ts';
import { isOurs, type RefusalsByRow, rowColumn, whyColumn, whyInBoth } from './refusals.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: bigint;
}

/** What stands in the frame where a file left it out: read it was all the same. */
const standIn: Readonly<Record<string, string>> = {
  ...{ srs_name: 'srs_id', organization: "'NONE'", organization_coordsys_id: 'srs_id', definition: "'undefined'" },
  ...{ identifier: 'table_name', geometry_type_name: "'GEOMETRY'", z: '0', m: '0' },
};

/** The layer's place in a GeoPackage: its coordinate system, its entry, its geometry column. */
const copyFrame = (from: DatabaseSync, to: DatabaseSync, { table_name }: Layer): void => {
  to.exec(frame);
  const copy = (table: string, columns: readonly string[], where = '') => {
    const insert = to.prepare(`insert or replace into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
    const there = new Set((from.prepare(`pragma table_info(${table})`).all() as unknown as Column[]).map(({ name }) => name));
    const taken = columns.map((column) => `coalesce(${there.has(column) ? column : 'null'}, ${standIn[column] ?? 'null'}) as ${column}`);
    const found = from.prepare(`select ${taken.join(', ')} from ${table} ${where}`).all(...(where === '' ? [] : [table_name]));
    for (const row of found) insert.run(...(Object.values(row) as SQLInputValue[]));
  };
  copy('gpkg_spatial_ref_sys', ['srs_name', 'srs_id', 'organization', 'organization_coordsys_id', 'definition', 'description']);
  copy('gpkg_contents', ['table_name', 'data_type', 'identifier', 'srs_id'], 'where table_name = ?');
  copy('gpkg_geometry_columns', ['table_name', 'column_name', 'geometry_type_name', 'srs_id', 'z', 'm'], 'where table_name = ?');
};

const copyRows = async (from: DatabaseSync, to: DatabaseSync, layer: Layer, refusals: RefusalsByRow): Promise<void> => {
  const table = quoted(layer.table_name);
  const columns = (from.prepare(`pragma table_info(${table})`).all() as unknown as Column[]).filter(({ name }) => !isOurs(name));
  const defined = columns.map(({ name, type, pk }) => `${quoted(name)} ${type}${pk > 0 ? ' primary key' : ''}`);
  to.exec(`create table ${table} (${[...defined, `${quoted(rowColumn)} INTEGER`, `${quoted(whyColumn)} TEXT`].join(', ')})`);
  const insert = to.prepare(`insert into ${table} values (${[...columns, rowColumn, whyColumn].map(() => '?').join(', ')})`);
  to.exec('begin');
  let row = 0;
  const wanted = columns.map(({ name }) => quoted(name)).join(', '); // what the file would compute at each look stays there
  for (const found of from.prepare(`select ${wanted} from ${table}`).iterate() as IterableIterator<Record<string, SQLInputValue>>) {
    const refusal = await refusals.of(++row);
    if (refusal) insert.run(...columns.map(({ name }) => found[name] ?? null), row, whyInBoth(refusal));
    else if (!(await refusals.peek())) break;
  }
  to.exec('commit');
};

/** The refused rows of a GeoPackage's layer as they stand there, geometry and types and all, in a GeoPackage of their own. */
export const refusedGeoPackage = (path: string, saidLayer: string | null, refusals: RefusalsByRow): AsyncGenerator<Uint8Array> =>
  fromScratch(async (folder) => {
    const made = join(folder, 'refused.gpkg');
    const from = openGeoPackage(path);
    const to = new DatabaseSync(made);
    try {
      const layer = chooseLayer(from, path, saidLayer);
      copyFrame(from, to, layer);
      await copyRows(from, to, layer, refusals);
    } finally {
      from.close();
      to.close();
    }
    return readBack(made);
  });
