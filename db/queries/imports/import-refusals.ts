import { copyRows } from '../../copy.ts';
import type { Client } from '../../pool.ts';
import { affected, type Connection, oneRow, rows, sql } from '../../sql.ts';
import { fieldsOf, tablesOf } from './import-tables.ts';

export interface Refusal {
  readonly row: number;
  readonly columnName: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly fields: readonly (string | null)[];
}

export const clearFindings = async (connection: Connection, importId: string): Promise<void> => {
  await affected(connection, sql`delete from import_refusals where import_id = ${importId}`);
  await affected(connection, sql`delete from import_doubts where import_id = ${importId}`);
};

export const copyRefusals = (client: Client, importId: string, refusals: readonly Refusal[]): Promise<void> =>
  copyRows(
    client,
    'import_refusals',
    ['import_id', 'row', 'column_name', 'code', 'params', 'fields'],
    refusals.map(({ row, columnName, code, params, fields }) => [importId, row, columnName, code, JSON.stringify(params), JSON.stringify(fields)]),
  );

/** Rows of the plan that are refused become refusals, whole; the reason's params are what the plan knows. */
export const refusePlanned = async (
  connection: Connection,
  importId: string,
  { code, columnName, columns, actions }: { code: string; columnName: string | null; columns: number; actions: readonly string[] },
): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  // By these a row that was refused for its number is known when it comes again.
  const knownBy =
    code === 'census-number-twice'
      ? sql`jsonb_build_object('sourceNumber', s.source_number, 'lon', round(st_x(s.geom)::numeric, 8), 'lat', round(st_y(s.geom)::numeric, 8))`
      : sql`'{}'::jsonb`;
  await affected(
    connection,
    sql`insert into import_refusals (import_id, row, column_name, code, params, fields)
        select ${importId}, p.row, ${columnName}, ${code},
          jsonb_strip_nulls(jsonb_build_object('first', p.other_row, 'number', s.given_number, 'assetId', p.asset_id) || ${knownBy}), ${fieldsOf(columns, 's')}
        from ${plan} p join ${staged} s using (row) where p.action = any (${[...actions]}) on conflict do nothing`,
  );
};

/** Refusals by reason, most frequent first; words that were not understood each by itself. */
export const listRefusalKinds = (
  connection: Connection,
  importIds: readonly string[],
): Promise<{ importId: string; code: string; columnName: string | null; rows: number; firstRow: number; params: Record<string, unknown> }[]> =>
  rows(
    connection,
    sql`select import_id, code, column_name, count(*)::integer as rows, min(row) as first_row, (array_agg(params order by row))[1] as params
        from import_refusals where import_id = any (${[...importIds]})
        group by 1, 2, 3, case when code ~ '^census-(unit|class)-' then params ->> 'text' end order by 1, 4 desc, 5, 2`,
  );

/** Refused rows by row number, in pages. */
export const listRefusals = (connection: Connection, importId: string, after: number, limit: number): Promise<Refusal[]> =>
  rows(
    connection,
    sql`select row, column_name, code, params, fields from import_refusals where import_id = ${importId} and row > ${after} order by row limit ${limit}`,
  );

/** Whether any refused row has more fields than its file has columns. */
export const hasRowsBeyond = async (connection: Connection, importId: string, columns: number): Promise<boolean> =>
  (
    await oneRow<{ found: boolean }>(
      connection,
      sql`select exists (select from import_refusals where import_id = ${importId} and jsonb_array_length(fields) > ${columns}) as found`,
    )
  ).found;

/** Words for units and classes that were not understood, most frequent first, each with the names it may be. */
export const listUnknownWords = (
  connection: Connection,
  importId: string,
): Promise<
  { of: 'unit' | 'class'; text: string; rows: number; firstRow: number; column: string | null; likely: { id: string; name: { zh: string; en: string } }[] }[]
> =>
  rows(
    connection,
    sql`with unknown as (
          select case when code like 'census-unit-%' then 'unit' else 'class' end as of, params ->> 'text' as text, count(*)::integer as rows, min(row) as first_row,
            (array_agg(column_name order by row))[1] as column, string_to_array(min(coalesce(params ->> 'likely', params ->> 'found')), '、') as names
          from import_refusals where import_id = ${importId}
            and code ~ '^census-(unit|class)-(unknown|unlike|several)$' group by 1, 2),
        known as (select 'unit' as of, id, name, name_en from units union all select 'class', code, name, name_en from asset_classes)
        select w.of, w.text, w.rows, w.first_row, w.column, (
            select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', jsonb_build_object('zh', k.name, 'en', k.name_en)) order by array_position(w.names, k.name), k.id), '[]')
            from known k where k.of = w.of and k.name = any (w.names)) as likely
        from unknown w order by w.rows desc, w.of, w.text limit 200`,
  );
