import type { ImportGround } from '#db/queries/import-ground.ts';
import type { CityExtent } from '#domain/coordinates/decide-point.ts';
import { placeFinder } from '#domain/place-finder.ts';
import { type WordReader, wordReader } from './known-words.ts';
import { type RoadFinder, roadFinder } from './road-finder.ts';

export interface Street {
  readonly code: string;
  readonly districtCode: string;
}

/** The city as rows are held against it, ready for millions of look-ups. */
export interface Ground {
  readonly extent: CityExtent;
  readonly classCodes: ReadonlySet<string>;
  isInCity(lon: number, lat: number): boolean;
  /** The street a point lies in; on a quay or a bridge the nearest within about 200 m; null farther away. */
  streetAt(lon: number, lat: number): Street | null;
  readonly roadAt: RoadFinder;
  readonly readUnit: WordReader;
  readonly readClass: WordReader;
}

/** What a source's words were said to mean: unit ids and class codes by the word. */
export interface SaidWords {
  readonly unit?: Readonly<Record<string, string>>;
  readonly class?: Readonly<Record<string, string>>;
}

const roadReachM = 60;
const nearbyM = [40, 80, 120, 160, 200];

/** Looks round in circles for the nearest street. */
const lookRound = (find: (lon: number, lat: number) => Street | null, lon: number, lat: number): Street | null => {
  for (const metres of nearbyM)
    for (let turn = 0; turn < 12; turn++) {
      const angle = (turn / 12) * 2 * Math.PI;
      const [dLon, dLat] = [(metres * Math.cos(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180)), (metres * Math.sin(angle)) / 111_195];
      const found = find(lon + dLon, lat + dLat);
      if (found !== null) return found;
    }
  return null;
};

export const layGround = ({ city, boundary, streets, roads, units, classes }: ImportGround, said: SaidWords): Ground => {
  const findStreet = placeFinder(
    streets.map(({ geometry, ...street }) => ({ key: street as Street, geometry })),
    1200,
  );
  const inBoundary = placeFinder([{ key: true, geometry: boundary }], 400);
  const [west = 0, south = 0, east = 0, north = 0] = city.box;
  return {
    extent: { name: { zh: city.name, en: city.nameEn }, bounds: [west, south, east, north] },
    classCodes: new Set(classes.map(({ code }) => code)),
    isInCity: (lon, lat) => inBoundary(lon, lat) !== null,
    streetAt: (lon, lat) => findStreet(lon, lat) ?? lookRound(findStreet, lon, lat),
    roadAt: roadFinder(roads, (south + north) / 2, roadReachM),
    readUnit: wordReader(
      units.map(({ id, ...unit }) => ({ code: id, ...unit })),
      said.unit ?? {},
      { unknown: 'census-unit-unknown', several: 'census-unit-several' },
    ),
    readClass: wordReader(classes, said.class ?? {}, { unknown: 'census-class-unknown', several: 'census-class-several' }),
  };
};
