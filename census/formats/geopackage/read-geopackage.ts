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
  readonly code: number | null;
  readonly definition: string | null;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const valueText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
};

export const listLayers = (db: DatabaseSync): Layer[] =>
  db
    .prepare(
      `select c.table_name, g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id as code, s.definition
       from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       where c.data_type = 'features' order by c.table_name`,
    )
    .all() as unknown as Layer[];

export const chooseLayer = (file: string, layers: readonly Layer[], said: string | null): Layer => {
  const named = said === null ? layers : layers.filter(({ table_name }) => table_name === said);
  const [only] = named;
  if (only === undefined) throw new CensusError('census-layer-missing', { file, layer: said ?? '' });
  if (named.length > 1) throw new CensusError('census-layer-which', { file, found: named.map(({ table_name }) => table_name).join('、') });
  const type = only.geometry_type_name.toUpperCase();
  if (type !== 'POINT' && type !== 'GEOMETRY') throw new CensusError('census-not-points', { file, found: only.geometry_type_name });
  return only;
};

const declaredIn = ({ organization, code, definition }: Layer): string | null => {
  if (organization?.toUpperCase() === 'EPSG' && code !== null && code > 0) return `EPSG:${code}`;
  return definition === null || definition === 'undefined' ? null : definition;
};

const recordOf = (row: number, found: Record<string, unknown>, columns: readonly string[], geometry: string): CensusRecord => {
  const values = columns.map((column) => valueText(found[column]));
  const shape = readGpkgPoint(found[geometry]);
  if (typeof shape === 'string') return { row, values, point: null, fault: { code: 'census-row-not-point', params: { found: shape } } };
  return { row, values, point: shape };
};

/**
 * Opens a GeoPackage with SQLite: one layer of points. Its primary key is no column of the census.
 * @param layer the table's name, needed when there are several
 * @throws CensusError census-layer-which, census-layer-missing, census-not-points, census-file-broken
 */
export const readGeoPackage = (path: string, name: string, layer: string | null): CensusFile => {
  let row = 0;
  let db: DatabaseSync | null = null;
  const broken = (error: unknown) =>
    error instanceof CensusError ? error : new CensusError('census-file-broken', { file: name, row, why: (error as Error).message.slice(0, 120) });
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const opened = db;
    const chosen = chooseLayer(name, listLayers(opened), layer);
    const table = quoted(chosen.table_name);
    const info = opened.prepare(`pragma table_info(${table})`).all() as unknown as { name: string; pk: number; type: string }[];
    const columns = nameColumns(
      name,
      info.filter((one) => one.name !== chosen.column_name && !(one.pk > 0 && /int/i.test(one.type))).map((one) => one.name),
    );
    const { rows } = opened.prepare(`select count(*) as rows from ${table}`).get() as { rows: number };
    if (rows === 0) throw new CensusError('census-file-no-rows', { file: name });
    const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
      try {
        const statement = opened.prepare(`select ${[...columns, chosen.column_name].map(quoted).join(', ')} from ${table}`);
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
      progress: () => row / rows,
      close: async () => {
        if (opened.isOpen) opened.close();
      },
    };
  } catch (error) {
    if (db?.isOpen) db.close();
    throw broken(error);
  }
};
