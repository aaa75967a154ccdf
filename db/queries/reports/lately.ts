import type { Point } from '#domain/contract/terms.ts';
import { type Connection, oneRow, sql } from '../../sql.ts';

export interface LatelyRow {
  /** Of how many holes of each class was told before the last hours, each by its share. */
  readonly usual: Readonly<Record<string, number>>;
  /** The holes told of in them, where and of which class in shares. */
  readonly told: readonly { readonly point: Point; readonly told: Readonly<Record<string, number>> }[];
}

/** So many reports back are read, by their own order: a month of a great city, years of a small one. */
const reportsBack = 6000;
const mostTold = 1000;

/**
 * What was told of in the last hours, and what usually is. A hole counts once, however many tell of it, by the first of them that is read; by what was believed
 * then apart from what was told before it (`match_seen.told`), which reports that matching did not weigh have not.
 */
export const readLately = (connection: Connection, { since, now }: { readonly since: string; readonly now: string }): Promise<LatelyRow> =>
  oneRow(
    connection,
    sql`with last as materialized (
          select distinct on (incident_id) id, received_at, geom, match_seen -> 'told' as told from reports
          where id > (select max(id) from reports) - ${reportsBack}::integer and received_at <= ${now} and match_seen -> 'told' is not null
          order by incident_id, id)
        select coalesce((select jsonb_object_agg(code, round(holes, 3)) from (select t.key as code, sum(t.value::numeric) as holes
              from last, jsonb_each_text(last.told) t where received_at <= ${since} group by t.key) u), '{}') as usual,
          coalesce((select jsonb_agg(jsonb_build_object('point', jsonb_build_object('lon', ST_X(geom), 'lat', ST_Y(geom)), 'told', told))
              from (select * from last where received_at > ${since} order by id desc limit ${mostTold}::integer) l), '[]') as told`,
  );
