import type { Reach } from '#domain/access.ts';
import type { Analysis, Counts } from '#domain/contract/analysis.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { type Connection, join, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { lineColumns, lineJoins, type OrderLineRow } from '../orders/orders.ts';
import { orderInReach } from '../reach.ts';

type Standing = 'open' | 'late' | 'done';

/** What narrows an analysis; instants bound days of the city. */
export interface AnalysisFilter {
  readonly reach: Reach;
  readonly from: string;
  readonly to: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly districtCode: string | null;
  readonly streetCode: string | null;
  readonly kinds: readonly string[] | null;
  readonly unitId: string | null;
  readonly hazard: boolean | null;
  readonly standing: Standing | null;
  /** west, south, east, north */
  readonly bbox: readonly [number, number, number, number] | null;
  readonly now: string;
}

const isOpen = sql`o.state not in ('closed', 'void', 'merged')`;
const isLate = (now: string): Sql => sql`(${isOpen} and o.state <> 'paused' and o.due_at < ${now}::timestamptz)`;
const standingIs = (standing: Standing, now: string): Sql => (standing === 'open' ? isOpen : standing === 'late' ? isLate(now) : sql`not ${isOpen}`);

export type Dimension = 'time' | 'place' | 'kind' | 'unit';
const dimensions = ['time', 'place', 'kind', 'unit'] as const;

/** The condition of one dimension; null: nothing was chosen in it. */
const chosen = (f: AnalysisFilter): Readonly<Record<Dimension, Sql | null>> => ({
  time: f.since !== null && f.until !== null ? sql`o.opened_at >= ${f.since}::timestamptz and o.opened_at < ${f.until}::timestamptz` : null,
  // A district is what the list of places is of: its streets stand beside each other.
  place: f.streetCode === null ? null : sql`o.street_code = ${f.streetCode}`,
  kind: f.kinds === null ? null : sql`o.problem_kind = any(${[...f.kinds]})`,
  unit: f.unitId === null ? null : sql`o.unit_id = ${f.unitId}`,
});

/** Everything that narrows, but what was chosen in one dimension. */
const scope = (f: AnalysisFilter, without: Dimension | null): Sql => {
  const byDimension = chosen(f);
  return join(
    [
      sql`o.opened_at >= ${f.from}::timestamptz and o.opened_at < ${f.to}::timestamptz`,
      orderInReach(f.reach),
      ...dimensions.flatMap((one) => (one === without ? [] : (byDimension[one] ?? []))),
      ...(f.districtCode === null ? [] : [sql`o.district_code = ${f.districtCode}`]),
      ...(f.hazard === null ? [] : [sql`o.was_hazard = ${f.hazard}`]),
      ...(f.standing === null ? [] : [standingIs(f.standing, f.now)]),
      ...(f.bbox === null
        ? []
        : [
            sql`exists (select from incidents b where b.id = o.incident_id and b.geom && st_makeenvelope(${f.bbox[0]}, ${f.bbox[1]}, ${f.bbox[2]}, ${f.bbox[3]}, 4326))`,
          ]),
    ],
    sql` and `,
  );
};

export interface Asked {
  readonly filter: AnalysisFilter;
  /** Where each part of the time begins, in turn. */
  readonly starts: readonly string[];
  readonly placeLevel: Analysis['placeLevel'];
}

interface Group extends Counts {
  readonly dimension: Dimension | 'total';
  readonly key: string | null;
  readonly madeUp: number;
}

const keysOf = ({ starts, placeLevel }: Asked): Readonly<Record<Dimension, Sql>> => ({
  time: sql`width_bucket(o.opened_at, (select ${[...starts]}::timestamptz[]))`,
  place: placeLevel === 'district' ? sql`o.district_code` : sql`o.street_code`,
  kind: sql`o.problem_kind`,
  unit: sql`o.unit_id`,
});

/** One look over the orders of the days for all the dimensions that are narrowed alike. */
const countTogether = (connection: Connection, asked: Asked, together: readonly Dimension[], without: Dimension | null, total: boolean): Promise<Group[]> => {
  const keys = keysOf(asked);
  const { filter } = asked;
  const picked = join(
    together.map((one) => sql`${keys[one]} as ${{ strings: [`by_${one}`], values: [] }}`),
    sql`, `,
  );
  const name = (one: Dimension): Sql => ({ strings: [`by_${one}`], values: [] });
  const sets = join([...together.map((one) => sql`(${name(one)})`), ...(total ? [sql`()`] : [])], sql`, `);
  const dimension = join(
    together.map((one) => sql`when grouping(${name(one)}) = 0 then ${one}`),
    sql` `,
  );
  const key = join(
    together.map((one) => sql`case when grouping(${name(one)}) = 0 then ${name(one)}::text end`),
    sql`, `,
  );
  return rows(
    connection,
    sql`select case ${dimension} else 'total' end as dimension, coalesce(${key}) as key, count(*)::integer as orders, (count(*) filter (where was_hazard))::integer as hazards,
          (count(*) filter (where is_open))::integer as open, (count(*) filter (where is_late))::integer as late, (count(*) filter (where made_up))::integer as made_up
        from (select ${picked}, o.was_hazard, ${isOpen} as is_open, ${isLate(filter.now)} as is_late, o.made_up from orders o where ${scope(filter, without)} offset 0) each
        group by grouping sets (${sets})`,
  );
};

/**
 * Counts of the orders of some days, by each dimension narrowed by the choices in the others: dimensions in which nothing was chosen
 * share one look, each other has its own.
 */
export const countOrdersBy = async (connection: Connection, asked: Asked): Promise<Group[]> => {
  const byDimension = chosen(asked.filter);
  const free = dimensions.filter((one) => byDimension[one] === null);
  const looks = [
    // The unit stands in for none, so that there is always a group to make a total beside.
    countTogether(connection, asked, free.length > 0 ? free : ['unit'], null, true).then((found) =>
      free.length > 0 ? found : found.filter((g) => g.dimension === 'total'),
    ),
    ...dimensions.filter((one) => byDimension[one] !== null).map((one) => countTogether(connection, asked, [one], one, false)),
  ];
  return (await Promise.all(looks)).flat();
};

/** Names by code, of whatever the groups of one dimension are. */
export const nameGroups = async (
  connection: Connection,
  of: 'places' | 'problem_kinds' | 'units',
  codes: readonly string[],
): Promise<ReadonlyMap<string, Name>> => {
  const named = sql`jsonb_build_object('zh', t.name, 'en', coalesce(t.name_en, t.name)) as name`;
  const from = {
    places: sql`select t.code, ${named} from places t`,
    problem_kinds: sql`select t.code, ${named} from problem_kinds t`,
    units: sql`select t.id as code, ${named} from units t`,
  }[of];
  const found = await rows<{ code: string; name: Name }>(connection, sql`select * from (${from}) each where code = any(${[...codes]})`);
  return new Map(found.map(({ code, name }) => [code, name]));
};

/** Which district a street or a district lies in; null: it is the city, or no place. */
export const districtOf = async (connection: Connection, code: string): Promise<string | null> => {
  const [found] = await rows<{ code: string }>(
    connection,
    sql`select case kind when 'district' then code when 'street' then parent_code end as code from places where code = ${code} and kind <> 'city'`,
  );
  return found?.code ?? null;
};

export type AnalysedRow = OrderLineRow & { readonly at: string };

/** One page of the orders behind the figures, newest first; one row more than `limit` when there is a next one. */
export const listAnalysed = (
  connection: Connection,
  filter: AnalysisFilter,
  { ownUnits, after, limit }: { ownUnits: readonly string[]; after: { at: string; id: string } | null; limit: number },
): Promise<AnalysedRow[]> =>
  rows<AnalysedRow>(
    connection,
    sql`select ${lineColumns(ownUnits)}, o.opened_at::text as at from orders o ${lineJoins}
        where ${scope(filter, null)} and ${after === null ? sql`true` : sql`(o.opened_at, o.id) < (${after.at}::timestamptz, ${after.id}::bigint)`}
        order by o.opened_at desc, o.id desc limit ${limit + 1}`,
  ).then(withMaskedPlaces);

interface PointRow {
  readonly id: string;
  readonly position: Point;
  readonly isHazard: boolean;
  readonly standing: Standing;
}

/** Where they lie: every nth, so that no more than `most` come. @returns how many there are in all, and those */
export const sampleAnalysed = async (connection: Connection, filter: AnalysisFilter, most: number): Promise<{ of: number; points: PointRow[] }> => {
  const wanted = scope({ ...filter, bbox: null }, null);
  const { n } = await oneRow<{ n: number }>(connection, sql`select count(*)::integer as n from orders o where ${wanted}`);
  const every = Math.max(1, Math.ceil(n / most));
  const points = await rows<PointRow>(
    connection,
    sql`select o.id, jsonb_build_object('lon', st_x(i.geom), 'lat', st_y(i.geom)) as position, o.is_hazard,
          case when ${isLate(filter.now)} then 'late' when ${isOpen} then 'open' else 'done' end as standing
        from orders o join incidents i on i.id = o.incident_id where ${wanted} and o.id % ${every} = 0 order by o.id limit ${most}`,
  );
  return { of: n, points };
};
