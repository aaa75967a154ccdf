import type { ImportRules } from '#domain/import-rules.ts';
import { affected, type Connection, rows, type Sql, sql } from '../../sql.ts';
import { tablesOf } from './import-tables.ts';

/** Metres in a degree of longitude and latitude, at the city's middle. */
export interface Scale {
  readonly perLon: number;
  readonly perLat: number;
}

/** Cells so wide that few rows lie near an edge, and few of one class in one cell. */
const leastCellM = 5;

/**
 * Rows into cells, each cell a number of its own that its class is part of. A row near a cell's western or southern edge stands in the
 * neighbour beyond it too: any two that near share a cell, and at half a metre a row stands in 1.2 cells instead of the four of shifted grids.
 */
const intoCells = (staged: Sql, withinM: number, { perLon, perLat }: Scale): Sql => {
  const cellM = Math.max(leastCellM, withinM * 2);
  const [across, up, near] = [perLon / cellM, perLat / cellM, withinM / cellM];
  return sql`
    select row, ((east + 8388608) << 38) | ((north + 8388608) << 14) | class as cell
    from (select row, class, east, generate_series(floor(y - ${near}::float8)::bigint, floor(y)::bigint) as north
          from (select row, class, y, generate_series(floor(x - ${near}::float8)::bigint, floor(x)::bigint) as east
                from (select row, class_code::bigint as class, st_x(geom) * ${across}::float8 as x, st_y(geom) * ${up}::float8 as y from ${staged}) placed) columns) cells`;
};

/**
 * Rows of one class within a distance: a cell that holds two or more is looked into, and only there are distances measured. Rows at one
 * and the same position need no measuring, however many they are: they are held against the first of them.
 */
export const findNearInFile = async (connection: Connection, importId: string, rules: ImportRules, scale: Scale): Promise<void> => {
  if (rules.nearInFile === 'keep' || rules.withinM === 0) return;
  const { rows: staged, plan } = tablesOf(importId);
  const { perLon, perLat } = scale;
  await rows(connection, sql`create temp table near_cells on commit drop as ${intoCells(staged, rules.withinM, scale)}`);
  await rows(
    connection,
    sql`create temp table near_rows on commit drop as
        select c.cell, c.row, st_x(s.geom) * ${perLon}::float8 as x, st_y(s.geom) * ${perLat}::float8 as y, min(c.row) over (partition by c.cell, s.geom) as first
        from (select cell, row, lag(cell) over by_cell as before, lead(cell) over by_cell as after from near_cells window by_cell as (order by cell)) c
          join ${staged} s using (row) where c.cell = c.before or c.cell = c.after`,
  );
  await rows(connection, sql`analyze near_rows`);
  const answer = rules.nearInFile === 'merge' ? sql`'merge'` : sql`'ask_near_in_file'`;
  await affected(
    connection,
    sql`insert into ${plan} (row, action, other_row, distance_m)
        select distinct on (row) row, ${answer}, other, m
        from (
          select row, first as other, 0::float8 as m from near_rows where row > first
          union all
          select b.row, a.row, sqrt(power(a.x - b.x, 2) + power(a.y - b.y, 2)) from near_rows a join near_rows b on b.cell = a.cell and a.row < b.row
          where a.row = a.first and b.row = b.first
        ) pairs
        where m <= ${rules.withinM}::float8 order by row, other
        on conflict do nothing`,
  );
};
