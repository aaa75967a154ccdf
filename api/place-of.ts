import { findPlace, listPlaces, type PlaceRow } from '#db/queries/places/places.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { PlaceUnits } from '#domain/apply-rules.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type PlaceFinder, placeFinder } from '#domain/place-finder.ts';

interface Kept {
  readonly stamp: string;
  readonly finder: Promise<PlaceFinder<PlaceRow>>;
}

const most = 8; // cities, or states of one: a process serves one, a test run several
const kept: Kept[] = [];

const finderOf = (connection: Connection, { placesStamp, city }: Vocabulary): Promise<PlaceFinder<PlaceRow>> => {
  const stamp = `${city.code} ${placesStamp}`;
  const known = kept.find((one) => one.stamp === stamp);
  if (known) return known.finder;
  const finder = listPlaces(connection).then((places) => placeFinder(places.map(({ geometry, ...place }) => ({ key: place, geometry }))));
  const made = { stamp, finder };
  kept.unshift(made);
  kept.length = Math.min(kept.length, most);
  finder.catch(() => kept.splice(kept.indexOf(made), 1));
  return finder;
};

/** Some 10 cm: nearer to a border than that, the database decides, which takes the first of two streets. */
const borderDegrees = 1e-6;
const beside = [
  [-borderDegrees, -borderDegrees],
  [-borderDegrees, borderDegrees],
  [borderDegrees, -borderDegrees],
  [borderDegrees, borderDegrees],
] as const;

/** The street of a point, out of outlines kept in memory as long as no place and no unit changes; on a border, or in none, as the database says. */
export const placeOf = async (connection: Connection, vocabulary: Vocabulary, { lon, lat }: Point): Promise<PlaceRow | undefined> => {
  const finder = await finderOf(connection, vocabulary);
  const place = finder(lon, lat);
  const isInside = place !== null && beside.every(([east, north]) => finder(lon + east, lat + north) === place);
  return isInside ? place : findPlace(connection, { lon, lat });
};

/** Who the words of a rule stand for there: a missing centre is the next one up. */
export const unitsAt = ({ streetCentre, districtCentre, cityCentre, road, greening }: PlaceRow): PlaceUnits => {
  const district = districtCentre ?? cityCentre;
  return { streetCentre: streetCentre ?? district, districtCentre: district, cityCentre, road, greening };
};
