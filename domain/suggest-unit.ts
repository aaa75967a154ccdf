/** What a match says of whose the hole is: an owner with its share, or a candidate with its own. */
interface OwnedCandidate {
  readonly ownerId: string | null;
  readonly probability: number;
}

/** A likeliest other owner below this is a guess, and no suggestion to be taken by one key. */
export const leastSuggested = 0.3;

/** Whose it is likeliest to be, of all who neither have it nor denied it; null where nobody is likely enough. */
export const suggestUnit = (candidates: readonly OwnedCandidate[], notThese: readonly string[]): { unitId: string; probability: number } | null => {
  const shares = new Map<string, number>();
  for (const { ownerId, probability } of candidates)
    if (ownerId !== null && !notThese.includes(ownerId)) shares.set(ownerId, (shares.get(ownerId) ?? 0) + probability);
  const [likeliest] = [...shares].toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b, 'en'));
  return likeliest !== undefined && likeliest[1] >= leastSuggested ? { unitId: likeliest[0], probability: Math.min(1, likeliest[1]) } : null;
};
