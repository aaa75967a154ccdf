import type { Reach } from '#domain/access.ts';
import { affected, type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { assetKeptInReach } from '../reach.ts';
import { changeable, coverFields, coverIsSaid, movedM, piece } from './import-fields.ts';
import type { Scale } from './import-near.ts';
import { heedOthers } from './import-said-since.ts';
import { tablesOf } from './import-tables.ts';
import type { ImportCounts } from './imports.ts';

const differing = (fields: readonly string[], of: string, prefix: string): Sql =>
  piece(
    fields.map(
      (name) =>
        `case when s.${name} is not null and s.${name} is distinct from ${of}.${name} then jsonb_build_object('${prefix}${name}', jsonb_build_array(${of}.${name}, s.${name})) else '{}' end`,
    ),
    ' || ',
  );

// What would be written now is not what a person saw when the row was checked or decided: somebody has written there since.
const isOvertaken = sql`(p.version <> c.version and (p.changes is null or exists (
  select from jsonb_each(c.changes) now where p.changes -> now.key is distinct from now.value)))`;

/**
 * Compares rows with their assets, field by field as far as the file says anything. Rows older than the record change nothing; a row that
 * was looked at before, and whose asset says something else since, is asked; an asset that left the reach is nobody's to take. What has no date takes nothing back.
 */
export const compareMatched = async (connection: Connection, importId: string, { scale, reach }: { scale: Scale; reach: Reach }): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  const { perLon, perLat } = scale;
  await affected(
    connection,
    sql`update ${plan} p set changes = case when c.is_reached then c.changes end, version = c.version, asset_id = case when c.is_reached then p.asset_id end,
          distance_m = case when c.is_reached then p.distance_m end,
          action = case when not c.is_reached then 'refuse_beyond' when c.changes = '{}' then 'unchanged' when c.is_older then 'older' when ${isOvertaken} then 'ask_changed_since' else 'update' end
        from (
          select s.row, a.version, ${assetKeptInReach(reach)} as is_reached, coalesce(s.changed_on < a.changed_on, false) as is_older, ${differing(changeable, 'a', '')} || (
              case when abs(st_x(s.geom) - st_x(a.geom)) * ${perLon}::float8 > ${movedM} or abs(st_y(s.geom) - st_y(a.geom)) * ${perLat}::float8 > ${movedM}
                then jsonb_build_object('position', jsonb_build_array(jsonb_build_array(st_x(a.geom), st_y(a.geom)), jsonb_build_array(st_x(s.geom), st_y(s.geom)))) else '{}' end)
            || case when not ${coverIsSaid} or coalesce(s.status, a.status) in ('missing', 'removed') then '{}' else ${differing(coverFields, 'c', 'cover.')} end as changes
          from ${plan} p join ${staged} s using (row) join assets a on a.id = p.asset_id left join covers c on c.asset_id = a.id and c.removed_on is null
          where p.action = 'match'
        ) c where c.row = p.row`,
  );
  await heedOthers(connection, importId, scale);
};

/** How many rows would be what. */
export const countPlan = async (connection: Connection, importId: string): Promise<ImportCounts> => {
  const { rows: staged, plan } = tablesOf(importId);
  const of = (...actions: string[]): Sql => sql`(count(*) filter (where p.action = any (${actions})))::integer`;
  const counts = await oneRow<Required<Omit<ImportCounts, 'adopted' | 'aliases' | 'rows'>> & { staged: number; planned: number }>(
    connection,
    sql`select (select count(*)::integer from ${staged}) as staged, count(*)::integer as planned, ${of('fresh', 'made')} as fresh,
          ${of('update', 'updated')} as changed, ${of('unchanged', 'same')} as unchanged, ${of('older')} as older, ${of('merge', 'merged')} as merged,
          (count(*) filter (where p.action like 'ask_%'))::integer as asked, 0 as refused
        from ${plan} p`,
  );
  const { n } = await oneRow<{ n: number }>(connection, sql`select count(*)::integer as n from import_refusals where import_id = ${importId}`);
  const [refusedInPlan] = await rows<{ n: number }>(connection, sql`select count(*)::integer as n from ${plan} p where p.action like 'refuse%'`);
  const { staged: all, planned, ...rest } = counts;
  return { ...rest, fresh: rest.fresh + all - planned, refused: n, rows: all + n - (refusedInPlan?.n ?? 0) };
};
