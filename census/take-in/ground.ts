import type { ImportGround } from '#db/queries/imports/import-ground.ts';
import type { CityExtent } from '#domain/coordinates/decide-point.ts';
import { placeFinder } from '#domain/place-finder.ts';
import { endedReader, type WordReader, wordReader } from './known-words.ts';
import { type RoadFinder, roadFinder } from './road-finder.ts';

export interface Street {
  readonly code: string;
  readonly districtCode: string;
}

/** The city as rows are held against it, ready for millions of look-ups. */
export interface Ground {
  readonly extent: CityExtent;
  readonly classCodes: ReadonlySet<string>;
  /** IANA. */
  readonly timeZone: string;
  isInCity(lon: number, lat: number): boolean;
  /** The street a point lies in; on a quay or a bridge the nearest within about 200 m; null farther away. */
  streetAt(lon: number, lat: number): Street | null;
  /** Whether a street or district of that code lies within about 60 m; true of a code that is none of today's: it says nothing. */
  isNear(code: string, lon: number, lat: number): boolean;
  readonly roadAt: RoadFinder;
  readonly readUnit: WordReader;
  /** The unit that ended by whose code or name a text is read as the one that stands for it; null: it is read by itself. */
  readonly endedUnit: (text: string) => string | null;
  readonly readClass: WordReader;
}

/** What a source's words were said to mean: unit ids and class codes by the word. */
export interface SaidWords {
  readonly unit?: Readonly<Record<string, string>>;
  readonly class?: Readonly<Record<string, string>>;
}

const roadReachM = 60;
const nearbyM = [40, 80, 120, 160, 200];
/** A survey's own border and its error: a code is right as far from its place as this. */
const borderM = [20, 40, 60];

/** Streets met in circles round a point, nearest first. */
function* streetsRound(find: (lon: number, lat: number) => Street | null, lon: number, lat: number, circlesM: readonly number[]): Generator<Street> {
  for (const metres of circlesM)
    for (let turn = 0; turn < 12; turn++) {
      const angle = (turn / 12) * 2 * Math.PI;
      const [dLon, dLat] = [(metres * Math.cos(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180)), (metres * Math.sin(angle)) / 111_195];
      const found = find(lon + dLon, lat + dLat);
      if (found !== null) yield found;
    }
}

export const layGround = ({ city, boundary, streets, roads, units, ended, classes }: ImportGround, said: SaidWords): Ground => {
  const findStreet = placeFinder(
    streets.map(({ geometry, ...street }) => ({ key: street as Street, geometry })),
    1200,
  );
  const codes = new Set(streets.flatMap(({ code, districtCode }) => [code, districtCode]));
  const inBoundary = placeFinder([{ key: true, geometry: boundary }], 400);
  const ofUnits = units.map(({ id, ...unit }) => ({ code: id, ...unit }));
  const [west = 0, south = 0, east = 0, north = 0] = city.box;
  return {
    extent: { name: { zh: city.name, en: city.nameEn }, bounds: [west, south, east, north] },
    classCodes: new Set(classes.map(({ code }) => code)),
    timeZone: city.timeZone,
    isInCity: (lon, lat) => inBoundary(lon, lat) !== null,
    streetAt: (lon, lat) => findStreet(lon, lat) ?? streetsRound(findStreet, lon, lat, nearbyM).next().value ?? null,
    isNear: (code, lon, lat) =>
      !codes.has(code) || [...streetsRound(findStreet, lon, lat, borderM)].some((street) => street.code === code || street.districtCode === code),
    roadAt: roadFinder(roads, (south + north) / 2, roadReachM),
    readUnit: wordReader(ofUnits, said.unit ?? {}, 'unit', ended),
    endedUnit: endedReader(ofUnits, said.unit ?? {}, ended),
    readClass: wordReader(classes, said.class ?? {}, 'class'),
  };
};
