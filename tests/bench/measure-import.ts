import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { citySchema, connectionConfig, createPool } from '#db/pool.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { against, type Figure } from './figures.ts';

const census = `select a.source_number as "SourceNo", k.name as "ClassName", u.name as "DeptName2", m.name as "DeptName3", g.name as "DeptName1", a.status as "ObjState",
  a.first_recorded_on as "ORDate", a.changed_on as "CHDate", a.data_source as "DataSource", st_x(a.geom) as x, st_y(a.geom) as y, a.position_accuracy_m as "PosAccM",
  r.name as "RoadName", a.address as "Address", a.location_kind as "LocKind", a.depth_m as "DepthM", a.year_built as "YearBuilt", a.has_anti_fall_net as "AntiFall",
  c.shape as "CoverShape", c.size_mm as "CoverMm", c.material as "CoverMat", c.load_class as "LoadClass", c.lettering as "Lettering"
  from assets a join asset_classes k on k.code = a.class_code left join units u on u.id = a.owner_id left join units m on m.id = a.maintainer_id
  left join units g on g.id = a.authority_id left join roads r on r.id = a.road_id left join covers c on c.asset_id = a.id and c.removed_on is null`;

const onClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(connectionConfig(url));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A copy of the city in which nothing is registered. The city's own database has no other connection meanwhile. */
const emptyCopy = async (server: string, url: string): Promise<string> => {
  const name = `bench_import_${randomUUID().slice(0, 8)}`;
  await onClient(server, (client) => client.query(`create database ${name} template ${new URL(url).pathname.slice(1)} strategy file_copy`));
  const copy = Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  await onClient(copy, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('truncate assets, covers, asset_serials, tile_counts, tile_changes, tile_recounts cascade');
  });
  return copy;
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

const copyOut = (url: string, query: string, path: string, options: string) =>
  onClient(url, (client) => pipeline(client.query(copyTo(`copy (${query}) to stdout with (${options})`)), createWriteStream(path)));

/** The same rows, already resolved, by a bare COPY into the final tables with their indexes; no key is checked and no trigger runs. */
const floorOf = async (url: string, empty: string, folder: string): Promise<number> => {
  const files = ['assets', 'covers'].map((table) => ({ table, path: join(folder, `${randomUUID()}.bin`) }));
  for (const { table, path } of files) await copyOut(url, `select * from ${table}`, path, 'format binary');
  const took = await onClient(empty, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('begin');
    const copying = await seconds(async () => {
      for (const { table, path } of files)
        await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), client.query(copyFrom(`copy ${table} from stdin with (format binary)`)));
    });
    await client.query('rollback');
    return copying;
  });
  for (const { path } of files) await rm(path, { force: true });
  return took;
};

/** A census of the whole city taken in, from the file to the registry, beside its floor. Needs a user who may set triggers aside. */
export const measureImport = async (server: string, url: string, assets: number): Promise<Figure[]> => {
  const empty = await emptyCopy(server, url);
  const path = join(tmpdir(), `bench-census-${randomUUID()}.csv`);
  try {
    await copyOut(url, census, path, 'format csv, header');
    const floor = await floorOf(url, empty, tmpdir());
    const pool = createPool(empty, { max: 4, schema: citySchema() });
    const [now, said] = [() => new Date().toISOString(), { source: 'bench', system: 'EPSG:4326', axes: null, encoding: null, layer: null, classCode: null }];
    const took = await seconds(async () => {
      const reach = { city: true, placeCodes: [], unitIds: [] };
      const id = await openImport(pool, { path, isOurs: false, ...said, reach, personId: null, now: now() });
      for (const what of ['check', 'apply'] as const) {
        const done = await workOn(pool, id, what, { now });
        if (done.rejection !== null) throw new Error(done.rejection.code);
      }
    }).finally(() => pool.end());
    const figure = {
      part: 'import',
      name: 'rows of a CSV taken in, checked and applied',
      value: assets / took,
      unit: '/s',
      note: `${took.toFixed(1)} s; the floor ${floor.toFixed(1)} s`,
    };
    return [against(figure, { name: 'the same rows, resolved, by a bare COPY', value: assets / floor })];
  } finally {
    await rm(path, { force: true });
    await onClient(server, (client) => client.query(`drop database if exists ${new URL(empty).pathname.slice(1)} with (force)`));
  }
};
