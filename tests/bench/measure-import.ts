import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '#db/pool.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { against, type Figure } from './figures.ts';
import { copyOut, copyRowsIn, emptyRegistry, keepRows, seconds } from './import-floors.ts';

const census = `select a.source_number as "SourceNo", k.name as "ClassName", u.name as "DeptName2", m.name as "DeptName3", g.name as "DeptName1", a.status as "ObjState",
  a.first_recorded_on as "ORDate", a.changed_on as "CHDate", a.data_source as "DataSource", st_x(a.geom) as x, st_y(a.geom) as y, a.position_accuracy_m as "PosAccM",
  r.name as "RoadName", a.address as "Address", a.location_kind as "LocKind", a.depth_m as "DepthM", a.year_built as "YearBuilt", a.has_anti_fall_net as "AntiFall",
  c.shape as "CoverShape", c.size_mm as "CoverMm", c.material as "CoverMat", c.load_class as "LoadClass", c.lettering as "Lettering"
  from assets a join asset_classes k on k.code = a.class_code left join units u on u.id = a.owner_id left join units m on m.id = a.maintainer_id
  left join units g on g.id = a.authority_id left join roads r on r.id = a.road_id left join covers c on c.asset_id = a.id and c.removed_on is null`;

/** Checks and applies a file, as the command does. @returns seconds by step */
const takeIn = async (url: string, path: string): Promise<{ check: number; apply: number }> => {
  const pool = createPool(url, { max: 4 });
  const [now, said] = [() => new Date().toISOString(), { source: 'bench', system: 'EPSG:4326', axes: null, encoding: null, layer: null, classCode: null }];
  const took = { check: 0, apply: 0 };
  try {
    let id = '';
    const reach = { city: true, placeCodes: [], unitIds: [] };
    took.check += await seconds(async () => {
      id = await openImport(pool, { path, isOurs: false, ...said, reach, personId: null, now: now() });
    });
    for (const what of ['check', 'apply'] as const)
      took[what] += await seconds(async () => {
        const { rejection } = await workOn(pool, id, what, { now });
        if (rejection !== null) throw new Error(rejection.code);
      });
    return took;
  } finally {
    await pool.end();
  }
};

const shown = (took: number) => `${took.toFixed(1)} s`;

/**
 * A census of the whole city taken in, from the file to the registry, beside its floor. Empties the registry of `url`, whose user may set
 * triggers aside and begin a checkpoint.
 */
export const measureImport = async (url: string, assets: number, tell: (step: string) => void): Promise<Figure[]> => {
  const path = join(tmpdir(), `bench-census-${randomUUID()}.csv`);
  await copyOut(url, census, path, 'format csv, header');
  const rows = await keepRows(url);
  try {
    await emptyRegistry(url);
    tell('import: the floor');
    const floor = await copyRowsIn(url, rows, false);
    await emptyRegistry(url);
    const later = await copyRowsIn(url, rows, true);
    await emptyRegistry(url);
    tell(`import: ${shown(floor)} the floor, ${shown(later)} with its indexes made afterwards; now the census`);
    const { check, apply } = await takeIn(url, path);
    const took = check + apply;
    const figure = {
      part: 'import',
      name: 'rows of a CSV taken in: read, resolved, checked for twins, numbered, written, counted for tiles and search',
      value: assets / took,
      unit: '/s',
    };
    const note = `${shown(took)}: ${shown(check)} to check, ${shown(apply)} to apply`;
    const times = (than: number) => `${(took / than).toFixed(2)} times the floor's ${shown(than)}`;
    return [
      against(
        { ...figure, note: `${times(floor)}; ${note}` },
        { name: 'the same rows, resolved, by a bare COPY, every index and key held', value: assets / floor },
      ),
      against({ ...figure, note: times(later) }, { name: 'the same COPY without indexes and keys, made afterwards', value: assets / later }),
    ];
  } finally {
    await rm(path, { force: true });
    await rows.remove();
  }
};
