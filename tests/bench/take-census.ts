import { createPool } from '#db/pool.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { seconds } from './import-floors.ts';

/** The registry's rows as a unit's census writes them: names instead of codes, no numbers, degrees. @param of which assets `a` */
export const censusOf = (
  of = 'true',
) => `select a.source_number as "SourceNo", k.name as "ClassName", u.name as "DeptName2", m.name as "DeptName3", g.name as "DeptName1", a.status as "ObjState",
  a.first_recorded_on as "ORDate", a.changed_on as "CHDate", a.data_source as "DataSource", st_x(a.geom) as x, st_y(a.geom) as y, a.position_accuracy_m as "PosAccM",
  r.name as "RoadName", a.address as "Address", a.location_kind as "LocKind", a.depth_m as "DepthM", a.year_built as "YearBuilt", a.has_anti_fall_net as "AntiFall",
  c.shape as "CoverShape", c.size_mm as "CoverMm", c.material as "CoverMat", c.load_class as "LoadClass", c.lettering as "Lettering"
  from assets a join asset_classes k on k.code = a.class_code left join units u on u.id = a.owner_id left join units m on m.id = a.maintainer_id
  left join units g on g.id = a.authority_id left join roads r on r.id = a.road_id left join covers c on c.asset_id = a.id and c.removed_on is null where ${of}`;

/** Checks and applies a file, as the command does. @returns seconds by step */
export const takeIn = async (url: string, path: string): Promise<{ check: number; apply: number }> => {
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
