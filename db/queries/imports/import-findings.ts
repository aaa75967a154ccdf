import type { Reach } from '#domain/access.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';
import { assetKeptInReach } from '../reach.ts';
import { assetSide, type DoubtRow, type DoubtsAsked, distanceApart, isAskedFor, rowSide } from './import-doubts.ts';
import { tablesOf } from './import-tables.ts';

interface SampledRow {
  readonly row: number;
  readonly classCode: string;
  readonly lon: number;
  readonly lat: number;
  readonly outcome: 'fresh' | 'changed' | 'unchanged' | 'merged' | 'doubted' | 'refused';
}

const mostSampled = 2000;

/** Rows spread over the file, as GeoJSON features would have them. */
export const sampleImport = (connection: Connection, importId: string): Promise<SampledRow[]> => {
  const { rows: staged, plan } = tablesOf(importId);
  return rows(
    connection,
    sql`with extent as (select greatest(1, max(row) / ${mostSampled}) as step from ${staged}),
        taken as (select s.row, s.class_code, s.geom from ${staged} s, extent where s.row % extent.step = 0 limit ${mostSampled})
        select t.row, t.class_code, st_x(t.geom) as lon, st_y(t.geom) as lat, case when p.action is null or p.action in ('fresh', 'made') then 'fresh' when p.action like 'ask_%' then 'doubted' when p.action like 'refuse%' then 'refused'
            when p.action in ('merge', 'merged') then 'merged' when p.action in ('update', 'updated', 'match') then 'changed' else 'unchanged' end as outcome
        from taken t left join ${plan} p using (row) order by t.row`,
  );
};

/** Keeps what people decided of, both sides as they stand now: before it is written, after which they are alike or gone. */
export const keepDecided = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  const isUntold = sql`d.import_id = ${importId} and d.decision is not null and d.told is null`;
  // Most files have none, and millions of rows are not gone through to learn it.
  if ((await firstRow(connection, sql`select from import_doubts d where ${isUntold} limit 1`)) === undefined) return;
  await affected(
    connection,
    sql`update import_doubts kept set told = t.told
        from (select d.row, jsonb_build_object('distanceM', ${distanceApart}, 'className', jsonb_build_object('zh', c.name, 'en', c.name_en), 'here', ${rowSide(sql`s`)},
                'there', case when a.id is not null then ${assetSide} when o.row is not null then ${rowSide(sql`o`)} end, 'changes', case when d.kind = 'changed_since' then p.changes end) as told
              from import_doubts d join ${staged} s using (row) join asset_classes c on c.code = s.class_code
                left join assets a on a.id = d.asset_id left join ${plan} p on p.row = d.row left join ${staged} o on o.row = d.other_row
              where ${isUntold}) t
        where kept.import_id = ${importId} and kept.row = t.row`,
  );
};

/** Keeps where rows lay and what became of them. */
export const keepSample = async (connection: Connection, importId: string): Promise<void> => {
  const points = JSON.stringify(await sampleImport(connection, importId));
  await affected(
    connection,
    sql`insert into import_samples (import_id, points) values (${importId}, ${points}::jsonb) on conflict (import_id) do update set points = excluded.points`,
  );
};

/** Of an import whose rows are gone: what was kept. */
export const findKeptSample = async (connection: Connection, importId: string): Promise<readonly SampledRow[]> =>
  (await firstRow<{ points: SampledRow[] }>(connection, sql`select points from import_samples where import_id = ${importId}`))?.points ?? [];

/** Decided doubts as they were kept, by row; of an asset that has left the reach nothing is told. */
export const listKeptDoubts = (connection: Connection, importId: string, reach: Reach, asked: DoubtsAsked): Promise<DoubtRow[]> =>
  rows(
    connection,
    sql`select d.row, d.kind, a.id as asset_id, d.other_row, case when d.asset_id is null or a.id is not null then (d.told ->> 'distanceM')::real end as distance_m, d.said,
          case when a.id is not null then nullif(d.told -> 'changes', 'null') end as changes, d.decision, false as may_take_back, d.told -> 'className' as class_name, d.told -> 'here' as here,
          case when d.asset_id is null or a.id is not null then nullif(d.told -> 'there', 'null') end as there
        from import_doubts d left join assets a on a.id = d.asset_id and ${assetKeptInReach(reach)}
        where d.import_id = ${importId} and d.told is not null and ${isAskedFor(asked)} order by d.row limit ${asked.limit}`,
  );
