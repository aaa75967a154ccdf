import { useCallback, useEffect, useRef, useState } from 'react';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { ChangeDraft, Draft, Place } from './draft.ts';
import { useHere } from './use-here.ts';
import { useMatch } from './use-match.ts';
import { listedIn } from './which-step.tsx';

/** A fingertip hides about this much of the map. */
const fingerPx = 12;

/** The place being told: by tap, by the device, by words; and what the registry knows there. */
export const usePlace = (city: City, draft: Draft, change: ChangeDraft) => {
  const [hasMap, setHasMap] = useState(true);
  // A device may take a quarter of a minute to find itself: what the person said after it was asked stands.
  const said = useRef({ count: 0, whenAsked: 0 });
  const setPlace = (place: Place | null) => {
    said.current.count += 1;
    change({ place, choice: null });
  };
  const here = useHere(city.bounds, ({ position, accuracyM }) => {
    if (said.current.count === said.current.whenAsked) setPlace({ by: 'here', position, accuracyM });
  });
  const { ask } = here;
  const askHere = useCallback(() => {
    said.current.whenAsked = said.current.count;
    ask();
  }, [ask]);
  const match = useMatch(draft);
  const { place } = draft;

  // Once, and only when nothing was told yet: a reload must not move the pin.
  const asked = useRef(place !== null);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    askHere();
  }, [askHere]);

  // A plate names one thing: it needs no choosing.
  const plateOf = place?.by === 'plate' && match.isSuccess && !match.isPlaceholderData ? match.data.candidates[0]?.assetId : null;
  useEffect(() => {
    if (plateOf) change({ choice: plateOf });
  }, [plateOf, change]);

  const told = place && 'position' in place ? place.position : null;
  const found = place && match.data && !match.error ? match.data : undefined;
  return {
    hasMap,
    loseMap: () => setHasMap(false),
    here: { ...here, ask: askHere },
    match,
    found,
    setPlace,
    pin: told ?? found?.place.position ?? null,
    candidates: listedIn(found),
    /** The candidates are still those of the place told before. */
    isAsking: match.isPlaceholderData,
    isElsewhere: match.isElsewhere,
    pick: (position: Point, metresPerPixel: number) =>
      setPlace({ by: 'pin', position, accuracyM: Math.min(5000, Math.max(2, Math.round(metresPerPixel * fingerPx))) }),
  };
};
