import type { Name, Point } from '#domain/contract/terms.ts';
import { type Connection, escapeLike, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { isCalled, pointOf } from './addresses.ts';

export interface RoadFound extends Point {
  readonly name: Name;
}

/** The text as a pattern that matches it alone at a name's beginning. */
const beginning = (text: string): string => `${escapeLike(text)}%`;

/**
 * Roads called so, or whose name begins so in either language, each of a district once, at the point of it nearest to where one looks from.
 * Lanes are none: their doors are numbers of the road they leave.
 */
export const listRoadsBeginning = (connection: Connection, text: string, near: Point, most: number): Promise<RoadFound[]> =>
  rows(
    connection,
    sql`with fitting as (
          select distinct on (r.name, r.district_code) r.name, r.name_en, ST_ClosestPoint(r.geom, ${pointOf(near)}) as at from roads r
          where r.class <> 'lane' and (r.name like ${beginning(text)} or lower(r.name_en) like ${beginning(text.toLowerCase())})
          order by r.name, r.district_code, r.geom <-> ${pointOf(near)})
        select ${named(sql`f`)} as name, ST_X(f.at) as lon, ST_Y(f.at) as lat from fitting f
        order by (f.name = ${text} or lower(f.name_en) = ${text.toLowerCase()}) desc, length(f.name), f.at <-> ${pointOf(near)}, f.name limit ${most}`,
  );

export interface PlaceFound extends Point {
  readonly kind: 'neighbourhood' | 'street' | 'district';
  readonly name: Name;
  readonly reachM: number;
}

/** Places of today called so, with or without what they are, or whose name begins so: those called exactly so first, then the nearest. */
export const listPlacesBeginning = (connection: Connection, text: string, near: Point, most: number): Promise<PlaceFound[]> =>
  rows(
    connection,
    sql`select p.kind, ${named(sql`p`)} as name, ST_X(p.label_point) as lon, ST_Y(p.label_point) as lat,
          case when p.geom is null then 300 else round(sqrt(ST_Area(p.geom::geography)) / 2) end as reach_m
        from places p
        where p.kind <> 'city' and p.retired_on is null and p.label_point is not null
          and (p.name like ${beginning(text)} or lower(p.name_en) like ${beginning(text.toLowerCase())})
        order by ${isCalled([text, text.toLowerCase()])} desc,
          p.label_point <-> ${pointOf(near)}, p.code limit ${most}`,
  );
