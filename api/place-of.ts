import { findPlace, listPlaces, type PlaceRow } from '#db/queries/places.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
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

/** The street of a point, out of outlines kept in memory as long as no place and no unit changes; on a border, or in none, as the database says. */
export const placeOf = async (connection: Connection, vocabulary: Vocabulary, { lon, lat }: Point): Promise<PlaceRow | undefined> => {
  const finder = await finderOf(connection, vocabulary);
  return finder(lon, lat) ?? findPlace(connection, { lon, lat });
};
