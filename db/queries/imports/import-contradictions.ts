import { affected, type Connection, type Sql, sql } from '../../sql.ts';
import type { Scale } from './import-near.ts';
import { named, tablesOf } from './import-tables.ts';

/** A position that is nearer to another than this is the same: no form keeps more. */
const samePlaceM = 0.02;

/**
 * A row was refused because another of its file bore the same number, and comes again with it: the number's well would become it. Such a
 * row is asked. It is known again by its owner's number, or by lying where the refused one lay, in whatever form it comes; one that bears
 * another number now was mended.
 * @param position the columns of x and y, by their place, of a table: by these alone is known again what was refused in an earlier version
 */
export const askNumbersRefusedBefore = (
  connection: Connection,
  importId: string,
  source: string,
  { position, scale: { perLon, perLat } }: { position: readonly [number, number] | null; scale: Scale },
): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  const stoodThere: Sql = position === null ? sql`true` : sql`r.fields ?& array[s.${named(`f${position[0]}`)}, s.${named(`f${position[1]}`)}]`;
  const liesThere = sql`abs((r.params ->> 'lon')::float8 - st_x(s.geom)) * ${perLon}::float8 <= ${samePlaceM} and abs((r.params ->> 'lat')::float8 - st_y(s.geom)) * ${perLat}::float8 <= ${samePlaceM}`;
  return affected(
    connection,
    sql`update ${plan} p set action = 'ask_number_refused_before' from ${staged} s
        where s.row = p.row and p.action = 'update' and s.given_number is not null and exists (
          select from import_refusals r join imports i on i.id = r.import_id
          where i.source = ${source} and i.id <> ${importId} and r.code = 'census-number-twice' and well_formed_number(r.params ->> 'number') = well_formed_number(s.given_number)
            and case when r.params ? 'lon' then coalesce(r.params ->> 'sourceNumber' = s.source_number, false) or (${liesThere}) else ${stoodThere} end)`,
  );
};

/**
 * Rows whose number would become a well's for ever although it holds another class than the row says. A well keeps its number when its class
 * changes, so the number may be right; or it is another well's: asked. Of a well that is registered already nothing is asked.
 */
export const askNumbersOfAnotherClass = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`insert into ${plan} (row, action)
        select s.row, 'ask_number_class_differs' from ${staged} s where s.given_number is not null
          and case when substr(translate(s.given_number, ' -', ''), 7, 4) <> s.class_code then number_refusal(s.given_number) is null else false end
        on conflict do nothing`,
  );
};

/** Rows that say they stand in another street or district than where they lie, and would be made or moved there, are asked. */
export const askPlacesThatDiffer = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`update ${plan} p set action = 'ask_place_differs' from ${staged} s
        where s.row = p.row and s.said_place is not null and p.action = 'update' and p.changes ? 'position'`,
  );
  await affected(
    connection,
    sql`insert into ${plan} (row, action) select row, 'ask_place_differs' from ${staged} where said_place is not null on conflict do nothing`,
  );
};
