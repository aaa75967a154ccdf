import { affected, type Connection, oneRow, rows, sql } from '../sql.ts';
import { fieldsOf, tablesOf } from './import-tables.ts';

export interface DoubtRow {
  readonly row: number;
  readonly kind: 'near_registered' | 'near_in_file' | 'source_number_in_file' | 'source_number_registered' | 'moved_far';
  readonly assetId: string | null;
  readonly otherRow: number | null;
  readonly distanceM: number | null;
  readonly decision: 'merge' | 'keep' | 'refuse' | null;
  readonly className: { zh: string; en: string };
  readonly point: { lon: number; lat: number };
}

export const listDoubts = (connection: Connection, importId: string, after: number, limit: number): Promise<DoubtRow[]> => {
  const { rows: staged } = tablesOf(importId);
  return rows(
    connection,
    sql`select d.row, d.kind, d.asset_id, d.other_row, d.distance_m, d.decision, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name,
          jsonb_build_object('lon', st_x(s.geom), 'lat', st_y(s.geom)) as point
        from import_doubts d join ${staged} s using (row) join asset_classes c on c.code = s.class_code
        where d.import_id = ${importId} and d.row > ${after} order by d.row limit ${limit}`,
  );
};

export const countOpenDoubts = async (connection: Connection, importId: string): Promise<number> =>
  (await oneRow<{ n: number }>(connection, sql`select count(*)::integer as n from import_doubts where import_id = ${importId} and decision is null`)).n;

/** Rows of the plan that a person is to decide become doubts. */
export const doubtPlanned = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  await affected(
    connection,
    sql`insert into import_doubts (import_id, row, kind, asset_id, other_row, distance_m)
        select ${importId}, p.row, substr(p.action, 5), p.asset_id, p.other_row, p.distance_m from ${plan} p where p.action like 'ask_%' on conflict do nothing`,
  );
};

/**
 * Writes a decision on open doubts, by rows or by kind, into the doubts and into the plan: the same well (compared with its asset next
 * time, or joined with the other row), another one, or not to be taken.
 * @returns how many were decided
 */
export const decideDoubts = async (
  connection: Connection,
  importId: string,
  { decision, rows: which, kind }: { decision: 'merge' | 'keep' | 'refuse'; rows: readonly number[] | null; kind: string | null },
  { columns, personId, at }: { columns: number; personId: string | null; at: string },
): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  const decided = await rows<{ row: number }>(
    connection,
    sql`update import_doubts set decision = ${decision}, decided_by = ${personId}, decided_at = ${at}
        where import_id = ${importId} and decision is null and (${which === null} or row = any (${[...(which ?? [])]}::integer[])) and (${kind}::text is null or kind = ${kind})
        returning row`,
  );
  const all = decided.map(({ row }) => row);
  const action = decision === 'keep' ? sql`'fresh'` : decision === 'refuse' ? sql`'refused'` : sql`case when asset_id is null then 'merge' else 'match' end`;
  await affected(connection, sql`update ${plan} set action = ${action} where row = any (${all}::integer[]) and action like 'ask_%'`);
  if (decision === 'refuse')
    await affected(
      connection,
      sql`insert into import_refusals (import_id, row, code, fields) select ${importId}, s.row, 'census-refused-by-person', ${fieldsOf(columns, 's')}
          from ${staged} s where s.row = any (${all}::integer[]) on conflict do nothing`,
    );
  return all.length;
};

/** Rows spread over the file, as GeoJSON features would have them. */
export const sampleImport = (
  connection: Connection,
  importId: string,
  most: number,
): Promise<{ row: number; classCode: string; lon: number; lat: number; isDoubted: boolean }[]> => {
  const { rows: staged, plan } = tablesOf(importId);
  return rows(
    connection,
    sql`with extent as (select greatest(1, max(row) / ${most}) as step from ${staged}),
        taken as (select s.row, s.class_code, s.geom from ${staged} s, extent where s.row % extent.step = 0 limit ${most})
        select t.row, t.class_code, st_x(t.geom) as lon, st_y(t.geom) as lat, coalesce(p.action like 'ask_%', false) as is_doubted
        from taken t left join ${plan} p using (row) order by t.row`,
  );
};
