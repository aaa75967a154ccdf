import type { MultiPolygon } from 'geojson';
import { copyRows, pointHex } from '#db/copy.ts';
import type { Client } from '#db/pool.ts';
import { insertCity, insertDistricts, insertStreets, listStreetShapes } from '#db/queries/seeding/places.ts';
import { insertWaters, listWaterMargins } from '#db/queries/seeding/waters.ts';
import { type PlaceFinder, placeFinder } from '#domain/place-finder.ts';
import type { StreetGround } from './build-roads.ts';
import type { CityFolder } from './city-folder.ts';
import { type Plane, planeAbout } from './plane.ts';
import { randomOf } from './random.ts';
import { isPseudoUnit, streetCells } from './street-cells.ts';

/** The ground on which everything else is laid. */
export interface Ground {
  plane: Plane;
  streets: ReadonlyMap<string, StreetGround>;
  /** The street of any place of the city. */
  streetAt: PlaceFinder<string>;
  /** The street of a place that is not in water nor within 30 m of it. */
  dryStreetAt: PlaceFinder<string>;
  /** Half the side of a square about the centre that holds the city, m. */
  reachM: number;
}

const waterMarginM = 30;

/** Lays the city, its districts, its made-up streets, its waters and its neighbourhoods. */
export const layPlaces = async (client: Client, folder: CityFolder, seed: number, demo: boolean): Promise<Ground> => {
  const { city, districts } = folder;
  const plane = planeAbout(city.centre);
  await insertDistricts(client, city, districts);
  await insertCity(client, { ...city, demo });
  const parts = districts.map((district) =>
    streetCells(
      district,
      folder.streets.filter((s) => s.districtCode === district.code),
      plane,
      seed,
    ),
  );
  const heirOf = new Map(parts.flatMap((p) => [...p.heirOf]));
  await insertStreets(
    client,
    folder.streets.filter((s) => !isPseudoUnit(s.code)),
    parts.flatMap((p) => p.cells),
  );
  await insertWaters(client, folder.waters);
  const ground = await readGround(client, folder, plane);
  await copyRows(
    client,
    'places',
    ['code', 'kind', 'parent_code', 'name', 'settlement', 'label_point', 'synthetic'],
    neighbourhoodRows(folder, heirOf, ground, seed),
  );
  return ground;
};

const readGround = async (client: Client, folder: CityFolder, plane: Plane): Promise<Ground> => {
  const shapes = (await listStreetShapes(client)).map((s) => ({ ...s, geometry: JSON.parse(s.geometry) as MultiPolygon }));
  const streetAt = placeFinder(shapes.map(({ code, geometry }) => ({ key: code, geometry })));
  const margins = (await listWaterMargins(client, waterMarginM)).map(({ geometry }) => ({ key: true, geometry: JSON.parse(geometry) as MultiPolygon }));
  const wetAt: PlaceFinder<boolean> = margins.length === 0 ? () => null : placeFinder(margins);
  const streetOf = new Map(folder.streets.map((s) => [s.code, s]));
  const districtOf = new Map(folder.districts.map((d) => [d.code, d]));
  const streets = new Map<string, StreetGround>();
  const central = streetAt(...folder.city.centre); // where the map opens is a core too, so that even a small demonstration has wells there
  for (const { code, areaM2, lon, lat } of shapes) {
    const street = streetOf.get(code);
    const district = districtOf.get(street?.districtCode ?? '');
    if (street !== undefined && district !== undefined)
      streets.set(code, { street, district, core: code === central ? { x: 0, y: 0 } : plane.toPlane(lon, lat), areaM2 });
  }
  const corners = shapes.flatMap((s) => s.geometry.coordinates.flat(2)).map(([lon = 0, lat = 0]) => plane.toPlane(lon, lat));
  const reachM = corners.reduce((far, { x, y }) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
  return { plane, streets, streetAt, dryStreetAt: (lon, lat) => (wetAt(lon, lat) === true ? null : streetAt(lon, lat)), reachM };
};

/** Neighbourhoods are known by name alone: each gets a made-up dry point of its street, the towns' nearer to the core. */
function* neighbourhoodRows(folder: CityFolder, heirOf: ReadonlyMap<string, string>, { plane, streets, dryStreetAt }: Ground, seed: number) {
  for (const { code, name, streetCode } of folder.neighbourhoods) {
    const heir = heirOf.get(streetCode) ?? streetCode;
    const ground = streets.get(heir);
    if (ground === undefined) throw new Error(`neighbourhoods.csv: the street ${heir} of ${code} has no ground`);
    const random = randomOf(seed, 'neighbourhood', code);
    let at = plane.toLonLat(ground.core);
    for (let attempt = 0; attempt < 60; attempt++) {
      const [far, angle] = [Math.sqrt(ground.areaM2) * 0.75 * Math.sqrt(random()), random() * 2 * Math.PI];
      const tried = plane.toLonLat({ x: ground.core.x + far * Math.cos(angle), y: ground.core.y + far * Math.sin(angle) });
      if (dryStreetAt(...tried) === heir) {
        at = tried;
        break;
      }
    }
    yield [code, 'neighbourhood', heir, name, ground.district.settlement, pointHex(...at), true];
  }
}
