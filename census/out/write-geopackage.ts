import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeSystem } from '#domain/coordinates/systems.ts';
import { epsgOf, writeProjection } from '../declared-system.ts';
import { exchangeFields } from '../exchange-fields.ts';
import { writeGpkgPoint } from '../formats/geopackage/gpkg-geometry.ts';
import { coordinate, isInDegrees, type OutTable } from './out-table.ts';
import { fromScratch, readBack } from './scratch-folder.ts';

/** Our own number for systems that have none. */
const ownSrs = 990_001;
const layer = 'assets';
const sqlTypes = { text: 'TEXT', integer: 'INTEGER', number: 'REAL', date: 'DATE', flag: 'TEXT' } as const;

/** The tables that every GeoPackage has. */
export const frame = `
  pragma application_id = 1196444487; pragma user_version = 10300; pragma journal_mode = off; pragma synchronous = off;
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null, organization_coordsys_id integer not null, definition text not null, description text);
  create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique, description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys(srs_id));
  create table gpkg_geometry_columns (table_name text not null references gpkg_contents(table_name), column_name text not null, geometry_type_name text not null, srs_id integer not null, z tinyint not null, m tinyint not null, primary key (table_name, column_name));
  insert into gpkg_spatial_ref_sys values ('Undefined cartesian', -1, 'NONE', -1, 'undefined', null), ('Undefined geographic', 0, 'NONE', 0, 'undefined', null);`;

const fill = async (db: DatabaseSync, table: OutTable): Promise<void> => {
  const code = epsgOf(table.system);
  const srs = code ?? ownSrs;
  const systems = db.prepare('insert or ignore into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)');
  systems.run('WGS 84', 4326, 'EPSG', 4326, writeProjection('EPSG:4326'));
  systems.run(writeSystem(table.system), srs, code === null ? 'NONE' : 'EPSG', srs, writeProjection(table.system));
  const fields = table.fields.map((key) => exchangeFields[key]);
  db.exec(
    `create table ${layer} (fid integer primary key autoincrement, geom POINT, ${fields.map(({ name, kind }) => `"${name}" ${sqlTypes[kind]}`).join(', ')})`,
  );
  const insert = db.prepare(`insert into ${layer} values (null, ?${', ?'.repeat(fields.length)})`);
  const isDegrees = isInDegrees(table.system);
  const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number, number, number];
  db.exec('begin');
  for await (const batch of table.batches)
    for (const { values, point } of batch) {
      const [x, y] = [coordinate(point.x, isDegrees), coordinate(point.y, isDegrees)];
      box.splice(0, 4, Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y));
      insert.run(writeGpkgPoint(x, y, srs), ...values);
    }
  const [minX, minY, maxX, maxY] = box.map((edge) => (Number.isFinite(edge) ? edge : null));
  db.prepare(`insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) values (?, 'features', ?, ?, ?, ?, ?, ?)`).run(
    layer,
    layer,
    minX ?? null,
    minY ?? null,
    maxX ?? null,
    maxY ?? null,
    srs,
  );
  db.prepare(`insert into gpkg_geometry_columns values (?, 'geom', 'POINT', ?, 0, 0)`).run(layer, srs);
  db.exec('commit');
};

/** A GeoPackage with one layer, `assets`. It is whole on a disk before its first byte leaves. */
export const writeGeoPackage = (table: OutTable): AsyncGenerator<Uint8Array> =>
  fromScratch(async (folder) => {
    const path = join(folder, 'assets.gpkg');
    const db = new DatabaseSync(path);
    try {
      db.exec(frame);
      await fill(db, table);
    } finally {
      db.close();
    }
    return readBack(path);
  });
