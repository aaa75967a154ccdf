import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { listPhotoPositions } from '#db/queries/reports/photos.ts';
import type { Connection } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { AddressPoint } from '#domain/match/observation.ts';
import { photoPlace } from '#domain/match/photo-place.ts';
import type { MatchPriors } from '#domain/match/priors.ts';

/** Where the first of a report's photos that says so was taken; null when none does, or it was taken in another city. */
export const findPhotoPlace = async (
  connection: Connection,
  { city: { west, south, east, north } }: Vocabulary,
  { photoIds = [] }: { readonly photoIds?: readonly string[] | undefined },
  priors: MatchPriors,
): Promise<AddressPoint | null> => {
  if (photoIds.length === 0) return null;
  const isHere = ({ point: { lon, lat } }: { readonly point: Point }) => lon >= west && lon <= east && lat >= south && lat <= north;
  const places = (await listPhotoPositions(connection, photoIds)).map((position) => photoPlace(position, priors));
  return places.find(isHere) ?? null;
};
