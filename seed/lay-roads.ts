import { copyRows, lineHex, pointHex } from '#db/copy.ts';
import type { Client } from '#db/pool.ts';
import { beginBulkLoad, endBulkLoad } from '#db/queries/seeding/bulk.ts';
import { buildRoads } from './build-roads.ts';
import type { CityFolder } from './city-folder.ts';
import { frontage, type House } from './frontage.ts';
import { junctionFinder } from './junctions.ts';
import type { Ground } from './lay-places.ts';
import type { Road } from './road.ts';
import { type RoadSection, sectionsByStreet } from './road-sections.ts';
import { streetQuotas } from './street-quotas.ts';

/** The roads as laid, and where the wanted assets are to stand. */
export interface RoadPlan {
  roads: readonly Road[];
  /** Sections to equip per street, in order, and how many assets each street shall have. */
  streets: { code: string; quota: number; sections: readonly RoadSection[] }[];
  /** The houses along a section, the same each time it is asked. */
  housesOf(section: RoadSection): House[];
}

/** More sections get houses than the quota needs by estimate, because some carry less than the estimate. */
const spare = 1.5;
const perMetre = 0.3;

const planStreets = (wanted: number, ground: Ground, roads: readonly Road[]): RoadPlan['streets'] => {
  const sections = sectionsByStreet(roads, ground.streets, ground.plane, ground.dryStreetAt);
  const quotas = streetQuotas(wanted, ground.streets, sections);
  return [...quotas].map(([code, quota]) => {
    const all = sections.get(code) ?? [];
    let [room, count] = [0, 0];
    for (const { fromM, toM } of all) {
      if (room > quota * spare) break;
      room += (toM - fromM) * perMetre;
      count += 1;
    }
    return { code, quota, sections: all.slice(0, count) };
  });
};

const roadColumns = ['id', 'name', 'name_en', 'class', 'district_code', 'width_m', 'geom'];

function* roadRows(roads: Iterable<Road>, { plane }: Ground) {
  for (const road of roads) yield [road.id, road.name.zh, road.name.en, road.class, road.districtCode, road.widthM, lineHex(road.points.map(plane.toLonLat))];
}

function* houseRows(plan: RoadPlan, { plane }: Ground) {
  for (const { sections } of plan.streets)
    for (const section of sections)
      for (const house of plan.housesOf(section)) {
        yield [house.road.id, house.number, pointHex(...plane.toLonLat(house.at))];
        for (const door of house.doors) yield [house.road.id, door.number, pointHex(...plane.toLonLat(door.at))];
      }
}

function* lanes(plan: RoadPlan) {
  for (const { sections } of plan.streets) for (const section of sections) for (const { lane } of plan.housesOf(section)) if (lane !== null) yield lane;
}

/** Builds and lays the road network, the lanes and the house numbers about the places to equip. */
export const layRoads = async (client: Client, folder: CityFolder, ground: Ground, seed: number, wanted: number): Promise<RoadPlan> => {
  const roads = buildRoads(seed, ground.plane, ground.reachM, ground.streets, ground.dryStreetAt, folder.roadNames);
  const laneIds = new Map<string, number>();
  const laneId = (key: string) => {
    const known = laneIds.get(key);
    if (known !== undefined) return known;
    laneIds.set(key, roads.length + laneIds.size + 1);
    return roads.length + laneIds.size;
  };
  const atJunction = junctionFinder(roads);
  const plan: RoadPlan = {
    roads,
    streets: planStreets(wanted, ground, roads),
    housesOf: (section) => frontage(section, { seed, plane: ground.plane, streetAt: ground.dryStreetAt, words: folder.city.addressWords, laneId, atJunction }),
  };
  await beginBulkLoad(client, ['roads', 'house_numbers']);
  await copyRows(client, 'roads', roadColumns, roadRows(roads, ground), true);
  await copyRows(client, 'roads', roadColumns, roadRows(lanes(plan), ground), true);
  await copyRows(client, 'house_numbers', ['road_id', 'number', 'geom'], houseRows(plan, ground), true);
  await endBulkLoad(client);
  return plan;
};
