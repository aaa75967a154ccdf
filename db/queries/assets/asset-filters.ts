import type { Reach } from '#domain/access.ts';
import type { SearchedHazard } from '#domain/contract/asset-search.ts';
import type { AssetStatus, Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import { join, type Sql, sql } from '../../sql.ts';
import { assetInReach } from '../reach.ts';

/** What narrows a search, all but its words. Null for a unit: none is recorded. */
export interface AssetFilter {
  readonly classCodes?: readonly string[] | undefined;
  readonly statuses?: readonly AssetStatus[] | undefined;
  readonly ownerId?: string | null | undefined;
  readonly maintainerId?: string | null | undefined;
  readonly authorityId?: string | null | undefined;
  /** Owner or maintainer. */
  readonly keeperId?: string | undefined;
  readonly hazards?: readonly SearchedHazard[] | undefined;
  /** City, district, street or neighbourhood. */
  readonly placeCode?: string | undefined;
  readonly builtFrom?: number | undefined;
  readonly builtTo?: number | undefined;
  readonly recordedFrom?: string | undefined;
  readonly recordedTo?: string | undefined;
  readonly verifiedBefore?: string | undefined;
  /** west, south, east, north */
  readonly bbox?: readonly [number, number, number, number] | undefined;
  readonly polygon?: readonly Point[] | undefined;
  readonly near?: Point | undefined;
  readonly withinM?: number | undefined;
  /** What the words named: places by their codes, or round a point; all of them hold it. */
  readonly named?: readonly NamedPlace[] | undefined;
}

/** `codes`: in any of them, as several neighbourhoods bear one name. */
export type NamedPlace = { readonly codes: readonly string[] } | { readonly near: Point; readonly withinM: number };

const given = <T>(value: T | undefined, condition: (value: T) => Sql): Sql[] => (value === undefined ? [] : [condition(value)]);
const unitIs = (column: Sql, unit: string | null) => (unit === null ? sql`${column} is null` : sql`${column} = ${unit}`);

// Said in words, so that the index of what is not intact is found: a list given as a parameter could hold anything.
const statusIs = (statuses: readonly AssetStatus[], alias: Sql): Sql =>
  statuses.includes('intact') ? sql`${alias}.status = any(${statuses})` : sql`(${alias}.status = any(${statuses}) and ${alias}.status <> 'intact')`;

const inPlace = (code: string, alias: Sql): Sql =>
  code.length === 6 ? sql`(${alias}.district_code = ${code} or ${code} = (select city.code from city))` : sql`${alias}.street_code = ${code.slice(0, 9)}`;

/** Places that must all hold it, each as the codes that it may be. */
const placesOf = ({ placeCode, named = [] }: AssetFilter): (readonly string[])[] => [
  ...(placeCode === undefined ? [] : [[placeCode]]),
  ...named.flatMap((place) => ('codes' in place ? [place.codes] : [])),
];

const inAny = (codes: readonly string[], within: (code: string) => Sql): Sql => sql`(${join(codes.map(within), sql` or `)})`;

const pointsOf = ({ named = [] }: AssetFilter) => named.flatMap((place) => ('near' in place ? [place] : []));

const asksUnverified = ({ hazards = [] }: AssetFilter) => hazards.includes('not_verified');
const derived = ({ hazards = [] }: AssetFilter) => hazards.filter((hazard) => hazard !== 'not_verified');

/**
 * What `assets` and `asset_facets` can answer alike: class, status, units, street and district, derived hazards, and the reach.
 * @param alias of either table
 */
export const facetConditions = (reach: Reach, filter: AssetFilter, alias: Sql): Sql[] => [
  ...(reach.city ? [] : [assetInReach(reach, alias)]),
  ...given(filter.classCodes, (codes) => sql`${alias}.class_code = any(${codes})`),
  ...given(filter.statuses, (statuses) => statusIs(statuses, alias)),
  ...given(filter.ownerId, (unit) => unitIs(sql`${alias}.owner_id`, unit)),
  ...given(filter.maintainerId, (unit) => unitIs(sql`${alias}.maintainer_id`, unit)),
  ...given(filter.authorityId, (unit) => unitIs(sql`${alias}.authority_id`, unit)),
  ...given(filter.keeperId, (unit) => sql`(${alias}.owner_id = ${unit} or ${alias}.maintainer_id = ${unit})`),
  ...placesOf(filter).map((codes) => inAny(codes, (code) => inPlace(code, alias))),
  ...(filter.hazards === undefined || asksUnverified(filter) ? [] : [sql`${alias}.hazards && ${derived(filter)}::text[]`]),
];

const point = ({ lon, lat }: Point) => sql`st_setsrid(st_point(${lon}::float8, ${lat}::float8), 4326)`;

const ringOf = (corners: readonly Point[]): string => {
  const ring = [...corners, ...corners.slice(0, 1)];
  return `POLYGON((${ring.map(({ lon, lat }) => `${lon} ${lat}`).join(',')}))`;
};

// The box is what the index answers, the sphere what is meant.
const within = (near: Point, withinM: number): Sql => {
  const half = degreesOf(withinM, near.lat);
  return sql`(a.geom && st_expand(${point(near)}, ${half.lon}::float8, ${half.lat}::float8) and st_distancesphere(a.geom, ${point(near)}) <= ${withinM})`;
};

/** The place on the map that is asked for, a little wide; null: none is. */
export const areaOf = (filter: AssetFilter): Sql | null => {
  const { bbox, polygon, near, withinM } = filter;
  if (polygon) return sql`st_geomfromtext(${ringOf(polygon)}, 4326)`;
  if (bbox) return sql`st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`;
  const round = near && withinM !== undefined ? { near, withinM } : pointsOf(filter)[0];
  return round ? sql`st_expand(${point(round.near)}, ${round.withinM / 50_000}::float8)` : null;
};

// A neighbourhood is known by its point alone: what lies nearer to it than to any other of its street.
const inNeighbourhood = (code: string): Sql =>
  sql`(a.geom && (select st_envelope(cell) from neighbourhood_cell(${code}) cell) and st_intersects(a.geom, (select cell from neighbourhood_cell(${code}) cell)))`;

const unverifiedSince = (day: string): Sql => sql`(a.last_verified_on < ${day}::date or a.last_verified_on is null)`;

// domain/hazards.ts isVerificationDue. A well that is gone is nobody's to look at any more.
const isHazardUnverified = (day: string): Sql =>
  sql`((a.last_verified_on < ${day}::date or a.last_verified_on is null and a.first_recorded_on < ${day}::date) and a.status <> 'removed')`;

/** What only `assets a` can answer: years, days, places on the map. @param verifiedSince the day before which a look is too long ago */
export const ownConditions = (filter: AssetFilter, verifiedSince: string): Sql[] => [
  ...given(filter.builtFrom, (year) => sql`a.year_built >= ${year}`),
  ...given(filter.builtTo, (year) => sql`a.year_built <= ${year}`),
  ...given(filter.recordedFrom, (day) => sql`a.first_recorded_on >= ${day}::date`),
  ...given(filter.recordedTo, (day) => sql`a.first_recorded_on <= ${day}::date`),
  ...given(filter.verifiedBefore, unverifiedSince),
  ...(asksUnverified(filter) ? [sql`(${join([isHazardUnverified(verifiedSince), sql`a.hazards && ${derived(filter)}::text[]`], sql` or `)})`] : []),
  ...given(filter.bbox, ([west, south, east, north]) => sql`a.geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`),
  ...given(filter.polygon, (corners) => sql`st_intersects(a.geom, st_geomfromtext(${ringOf(corners)}, 4326))`),
  ...(filter.near !== undefined && filter.withinM !== undefined ? [within(filter.near, filter.withinM)] : []),
  ...pointsOf(filter).map(({ near, withinM }) => within(near, withinM)),
  ...placesOf(filter)
    .filter((codes) => codes.some((code) => code.length === 12))
    .map((codes) => inAny(codes, (code) => (code.length === 12 ? inNeighbourhood(code) : inPlace(code, sql`a`)))),
];
