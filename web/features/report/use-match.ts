import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { MatchRequest } from '#domain/contract/match.ts';
import { call } from '../../client/call.ts';
import { createMatch } from '../../client/routes.ts';
import type { Draft, Place } from './draft.ts';

const useSettled = (value: string, afterMs: number): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
};

const placeOf = (place: Place): MatchRequest => {
  if (place.by === 'address') return { address: place.address };
  if (place.by === 'plate') return { plate: place.plate };
  return { position: place.position, accuracyM: place.accuracyM };
};

const answersOf = (answers: Draft['answers']): MatchRequest => (answers.length > 0 ? { answers: [...answers] } : {});

/** What may lie at the place told so far; asked again when place or kind change, or the words have rested. */
export const useMatch = ({ place, kind, text, answers }: Draft) => {
  const words = useSettled(text.trim(), 900);
  const body: MatchRequest | null = place && { ...placeOf(place), ...(kind ? { kind } : {}), ...(words ? { text: words } : {}), ...answersOf(answers) };
  const match = useQuery({
    queryKey: ['match', body],
    queryFn: ({ signal }) => call(createMatch, { body: body ?? {}, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const now = JSON.stringify(place);
  const answered = useRef(now);
  if (!match.isPlaceholderData) answered.current = now;
  /** Another place is being looked up than the one that this answer is about: nothing of it can be meant any more. */
  return { ...match, isElsewhere: match.isPlaceholderData && answered.current !== now };
};
