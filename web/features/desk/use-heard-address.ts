import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { heardAddress, isStillSaid, placeWords } from '#domain/heard-address.ts';
import { call } from '../../client/call.ts';
import { findPlaces } from '../../client/routes.ts';
import { useDebounced } from '../../staff/use-debounced.ts';

/**
 * The address that a caller is heard to say within their words; null while none is found.
 * @param isAsked false: a place is known already, and nothing said overrules it
 */
export const useHeardAddress = (said: string, isAsked: boolean): string | null => {
  const words = useDebounced(isAsked ? placeWords(said) : null, 450);
  const found = useQuery({
    queryKey: ['heard-address', words],
    queryFn: ({ signal }) => call(findPlaces, { query: { q: words ?? '' }, signal }),
    enabled: words !== null,
    placeholderData: keepPreviousData, // while the caller goes on speaking what was heard stays
  });
  if (!isAsked || words === null) return null;
  // What was found in words of before is the place only as long as its road is among those of now.
  const isOlder = found.isPlaceholderData || words !== placeWords(said);
  const places = found.data?.places.filter((place) => !isOlder || isStillSaid(said, place)) ?? [];
  return places.flatMap((place) => heardAddress(said, place) ?? [])[0] ?? null;
};
