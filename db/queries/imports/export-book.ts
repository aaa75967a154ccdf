import type { Reach } from '#domain/access.ts';
import type { ExportWhat, TakenExport } from '#domain/contract/exports.ts';
import { affected, type Connection, rows, type Sql, sql } from '../../sql.ts';

export interface Taken {
  readonly at: string;
  readonly personId: string;
  readonly what: Exclude<ExportWhat, 'assets'>;
  readonly form: string;
  /** What of it, with the `reach` it was taken within: who answers for that reads the line. */
  readonly filter: Readonly<Record<string, unknown>> & { readonly reach: Reach };
  readonly count: number;
}

/** Notes what somebody takes along at once. */
export const insertTaken = (connection: Connection, { at, personId, what, form, filter, count }: Taken): Promise<number> =>
  affected(
    connection,
    sql`insert into exports (begun_at, ended_at, person_id, what, form, filter, outcome, asset_count)
        values (${at}, ${at}, ${personId}, ${what}, ${form}, ${JSON.stringify(filter)}, 'whole', ${count})`,
  );

/** Its taker took another piece. */
export const touchExport = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(connection, sql`update exports set seen_at = ${at} where id = ${id} and outcome = 'running'`);

/** Ends what nobody has taken a piece of since an instant: its server was killed. @returns how many */
export const endSilentExports = (connection: Connection, since: string): Promise<number> =>
  affected(
    connection,
    sql`update exports set outcome = 'broken', ended_at = coalesce(seen_at, begun_at) where outcome = 'running' and coalesce(seen_at, begun_at) < ${since}::timestamptz`,
  );

/** What was taken may hold things of these places: taken by somebody who reaches the whole city, these places, or a unit's assets wherever they lie. */
const concerns = ({ city, placeCodes }: Reach): Sql =>
  city
    ? sql`true`
    : sql`(e.filter -> 'reach' is null or e.filter #>> '{reach,city}' = 'true' or jsonb_array_length(e.filter #> '{reach,unitIds}') > 0
        or exists (select from jsonb_array_elements_text(e.filter #> '{reach,placeCodes}') c, unnest(${placeCodes}::text[]) own where starts_with(c, own) or starts_with(own, c)))`;

interface Asked {
  readonly personId: string;
  /** Whose places the reader answers for; null: they read what they took themselves. */
  readonly reach: Reach | null;
  readonly before: string | null;
  readonly limit: number;
}

const namesIn = sql`(select jsonb_object_agg(n.key, jsonb_build_object('zh', n.name, 'en', coalesce(n.name_en, n.name))) from (
    select u.id as key, u.name, u.name_en from units u where u.id in (e.filter ->> 'ownerId', e.filter ->> 'maintainerId', e.filter ->> 'keeperId', e.filter ->> 'authorityId', e.filter ->> 'unitId')
    union all select p.code, p.name, p.name_en from places p where p.code = e.filter ->> 'placeCode') n)`;

/** Who took what along, latest first. */
export const listExports = (connection: Connection, { personId, reach, before, limit }: Asked): Promise<TakenExport[]> =>
  rows(
    connection,
    sql`select e.id::text as id, e.begun_at, e.ended_at, case when p.id is not null then jsonb_build_object('zh', p.name, 'en', p.name_en) end as person,
          e.what, e.form, e.coordinate_system, e.filter - 'reach' as filter, e.outcome,
          coalesce(${namesIn}, '{}') as names, e.asset_count::integer as count
        from exports e left join people p on p.id = e.person_id
        where (e.person_id = ${personId} or ${reach === null ? sql`false` : concerns(reach)}) and (${before}::bigint is null or e.id < ${before}::bigint)
        order by e.id desc limit ${limit}`,
  );
