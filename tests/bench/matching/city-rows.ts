import type { Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import { Grid } from './grid.ts';

/** A registered thing as its row tells, on a plane of metres. */
export interface Row {
  readonly id: string;
  readonly classCode: string;
  readonly ownerId: string | null;
  readonly evidence: string;
  readonly status: string;
  readonly location: string;
  readonly shape: string | null;
  readonly lettering: string | null;
  readonly accuracyM: number;
  readonly district: string;
  readonly street: string;
  readonly isWell: boolean;
  readonly x: number;
  readonly y: number;
}

export interface Door {
  readonly road: string;
  readonly number: string;
  readonly district: string;
  readonly x: number;
  readonly y: number;
}

export interface Crossing {
  readonly one: string;
  readonly other: string;
  readonly x: number;
  readonly y: number;
}

/** The registry as the simulator knows it, and a plane about its middle. */
export interface CityRows {
  readonly things: readonly Row[];
  readonly thingGrid: Grid<Row>;
  readonly doorGrid: Grid<Door>;
  readonly doors: readonly Door[];
  readonly crossingGrid: Grid<Crossing>;
  toLonLat(x: number, y: number): { lon: number; lat: number };
}

type At<T> = Omit<T, 'x' | 'y'> & { readonly lon: number; readonly lat: number };
const metresPerDegree = 111_195;

const listThings = (pool: Pool) =>
  rows<At<Row>>(
    pool,
    sql`select a.id, a.class_code, a.owner_id, a.owner_evidence as evidence, a.status, a.location_kind as location, v.shape, v.lettering,
          a.position_accuracy_m as accuracy_m, a.district_code as district, a.street_code as street, c.is_well, ST_X(a.geom) as lon, ST_Y(a.geom) as lat
        from assets a join asset_classes c on c.code = a.class_code left join covers v on v.asset_id = a.id and v.removed_on is null
        where a.merged_into is null order by a.id`,
  );

const listDoors = (pool: Pool) =>
  rows<At<Door>>(
    pool,
    sql`select case when r.class = 'lane' then regexp_replace(r.name, '[0-9]+弄$', '') else r.name end as road, h.number, d.name as district,
          ST_X(h.geom) as lon, ST_Y(h.geom) as lat
        from house_numbers h join roads r on r.id = h.road_id join places d on d.code = r.district_code order by h.road_id, h.number`,
  );

/** Where two roads of different names meet, and no other two of these names do. */
const listCrossings = (pool: Pool) =>
  rows<At<Crossing>>(
    pool,
    sql`with met as (
          select least(a.name, b.name) as one, greatest(a.name, b.name) as other, ST_ClosestPoint(a.geom, b.geom) as at
          from roads a join roads b on b.id > a.id and b.geom && ST_Expand(a.geom, 0.00005) and ST_Distance(a.geom, b.geom) < 0.00005
          where a.name <> b.name and a.class not in ('lane', 'expressway') and b.class not in ('lane', 'expressway'))
        select one, other, avg(ST_X(at)) as lon, avg(ST_Y(at)) as lat from met group by 1, 2 having count(*) = 1
        order by 1, 2`,
  );

export const readCity = async (pool: Pool): Promise<CityRows> => {
  const [things, doors, crossings] = [await listThings(pool), await listDoors(pool), await listCrossings(pool)];
  const middle = things[Math.floor(things.length / 2)] ?? { lon: 0, lat: 0 };
  const perLon = metresPerDegree * Math.cos((middle.lat * Math.PI) / 180);
  const flat = <T extends { lon: number; lat: number }>({ lon, lat, ...rest }: T) => ({
    ...rest,
    x: (lon - middle.lon) * perLon,
    y: (lat - middle.lat) * metresPerDegree,
  });
  const [flatThings, flatDoors, flatCrossings] = [things.map(flat), doors.map(flat), crossings.map(flat)];
  return {
    things: flatThings,
    thingGrid: new Grid(flatThings),
    doors: flatDoors,
    doorGrid: new Grid(flatDoors),
    crossingGrid: new Grid(flatCrossings),
    toLonLat: (x, y) => ({ lon: middle.lon + x / perLon, lat: middle.lat + y / metresPerDegree }),
  };
};
