import { DatabaseSync } from 'node:sqlite';
import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord } from '../../census-file.ts';
import { nameColumns } from '../columns.ts';
import { readGpkgPoint } from './gpkg-geometry.ts';

const batchRows = 1000;

export interface Layer {
  readonly table_name: string;
  readonly column_name: string;
  readonly geometry_type_name: string;
  readonly organization: string | null;
  readonly code: bigint | null;
  readonly definition: string | null;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text or a blob of a row may not be longer; its point is far shorter. */
const longestValue = 1 << 20;

const valueText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
};

/**
 * Opens a GeoPackage to be read; whole numbers come as they stand there, however large.
 * What its file says of views, triggers and functions is not trusted.
 */
export const openGeoPackage = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path, { readOnly: true, readBigInts: true });
  db.enableDefensive(true);
  db.exec('pragma trusted_schema = off');
  return db;
};

/** A view can make more rows than anybody can wait for: only what lies in the file as a table is read. */
const requireTable = (db: DatabaseSync, file: string, name: string): void => {
  const found = db.prepare('select type, rootpage, sql from sqlite_master where lower(name) = lower(?) limit 2').all(name);
  if (found.length === 0) throw new CensusError('census-file-broken', { file, row: 0, why: name.slice(0, 80) });
  const isTable = found.every(({ type, rootpage, sql }) => type === 'table' && Number(rootpage) > 0 && /^create\s+table\b/i.test(String(sql)));
  if (!isTable || found.length > 1) throw new CensusError('census-layer-view', { file, layer: name.slice(0, 80) });
};

const ownTables = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'];

const listLayers = (db: DatabaseSync, file: string): Layer[] => {
  for (const name of ownTables) requireTable(db, file, name);
  return db
    .prepare(
      `select c.table_name, g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id as code, s.definition
       from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       where c.data_type = 'features' order by c.table_name limit 1000`,
    )
    .all() as unknown as Layer[];
};

const chooseAmong = (file: string, layers: readonly Layer[], said: string | null): Layer => {
  const named = said === null ? layers : layers.filter(({ table_name }) => table_name === said);
  const [only] = named;
  if (only === undefined) throw new CensusError('census-layer-missing', { file, layer: said ?? '' });
  if (named.length > 1) throw new CensusError('census-layer-which', { file, found: named.map(({ table_name }) => table_name).join('、') });
  const type = only.geometry_type_name.toUpperCase();
  if (type !== 'POINT' && type !== 'GEOMETRY') throw new CensusError('census-not-points', { file, found: only.geometry_type_name });
  return only;
};

/** The layer of points that is meant. @throws CensusError census-layer-which, census-layer-missing, census-layer-view, census-not-points */
export const chooseLayer = (db: DatabaseSync, file: string, said: string | null): Layer => {
  const layer = chooseAmong(file, listLayers(db, file), said);
  requireTable(db, file, layer.table_name);
  return layer;
};

const declaredIn = ({ organization, code, definition }: Layer): string | null => {
  if (organization?.toUpperCase() === 'EPSG' && code !== null && code > 0) return `EPSG:${code}`;
  return definition === null || definition === 'undefined' ? null : definition;
};

/** A column as it is asked for: of what is too long so much as shows that it is. */
const bounded = (name: string): string => {
  const column = quoted(name);
  return `case when typeof(${column}) in ('text', 'blob') then substr(${column}, 1, ${longestValue + 1}) else ${column} end as ${column}`;
};

const isTooLong = (value: unknown) => (typeof value === 'string' || value instanceof Uint8Array) && value.length > longestValue;

const tooLarge = { code: 'census-row-too-large', params: { limit: '1 MB' } } as const;

/** How many rows there are at most: their count would read the whole file before its first row. */
const rowsIn = (db: DatabaseSync, table: string): number | null => {
  try {
    return Number(Object.values(db.prepare(`select max(rowid) from ${table}`).get() ?? {})[0]);
  } catch {
    return null; // a table without numbers of rows
  }
};

interface ColumnInfo {
  readonly name: string;
  readonly pk: bigint;
  readonly type: string;
}

/** The columns of the census, in their order. @throws CensusError census-file-broken when there is no such geometry */
const columnsIn = (db: DatabaseSync, file: string, { table_name, column_name }: Layer): string[] => {
  const info = db.prepare(`pragma table_info(${quoted(table_name)})`).all() as unknown as ColumnInfo[];
  if (!info.some(({ name }) => name === column_name)) throw new CensusError('census-file-broken', { file, row: 0, why: column_name.slice(0, 80) });
  const own = info.filter(({ name, pk, type }) => name !== column_name && !(pk > 0 && /int/i.test(type)));
  return nameColumns(
    file,
    own.map(({ name }) => name),
  );
};

const recordOf = (row: number, found: Record<string, unknown>, columns: readonly string[], geometry: string): CensusRecord => {
  if (columns.some((column) => isTooLong(found[column]))) return { row, values: columns.map(() => null), point: null, fault: tooLarge };
  const values = columns.map((column) => valueText(found[column]));
  const shape = readGpkgPoint(found[geometry]);
  if (typeof shape === 'string') return { row, values, point: null, fault: { code: 'census-row-not-point', params: { found: shape } } };
  return { row, values, point: shape };
};

/**
 * Opens a GeoPackage with SQLite: one layer of points. Its primary key is no column of the census.
 * @param layer the table's name, needed when there are several
 * @throws CensusError census-layer-which, census-layer-missing, census-layer-view, census-not-points, census-file-broken
 */
export const readGeoPackage = (path: string, name: string, layer: string | null): CensusFile => {
  let row = 0;
  let db: DatabaseSync | null = null;
  const broken = (error: unknown) =>
    error instanceof CensusError ? error : new CensusError('census-file-broken', { file: name, row, why: (error as Error).message.slice(0, 120) });
  try {
    const opened = openGeoPackage(path);
    db = opened;
    const chosen = chooseLayer(opened, name, layer);
    const table = quoted(chosen.table_name);
    const columns = columnsIn(opened, name, chosen);
    if (opened.prepare(`select 1 from ${table} limit 1`).get() === undefined) throw new CensusError('census-file-no-rows', { file: name });
    const rows = rowsIn(opened, table);
    const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
      try {
        const statement = opened.prepare(`select ${[...columns, chosen.column_name].map(bounded).join(', ')} from ${table}`);
        let batch: CensusRecord[] = [];
        for (const found of statement.iterate()) {
          batch.push(recordOf(++row, found as Record<string, unknown>, columns, chosen.column_name));
          if (batch.length < batchRows) continue;
          yield batch;
          batch = [];
        }
        if (batch.length > 0) yield batch;
      } catch (error) {
        throw broken(error);
      } finally {
        opened.close();
      }
    };
    return {
      name,
      format: 'geopackage',
      columns,
      encoding: null,
      declaredSystem: declaredIn(chosen),
      rowCount: rows,
      batches: { [Symbol.asyncIterator]: batches },
      copyChunks: null,
      progress: () => (rows === null || rows <= 0 ? 0 : Math.min(1, row / rows)),
      close: async () => {
        if (opened.isOpen) opened.close();
      },
    };
  } catch (error) {
    if (db?.isOpen) db.close();
    throw broken(error);
  }
};
