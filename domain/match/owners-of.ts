import type { MatchCandidate, MatchResult } from './observation.ts';

/**
 * Whose it is: the candidates of one owner add up; what the registry doubts of a recorded owner, what has none and what is not
 * registered stays with nobody (null).
 */
export const ownersOf = (candidates: readonly MatchCandidate[]): MatchResult['owners'] => {
  const shares = new Map<string | null, number>([[null, 0]]);
  const add = (unitId: string | null, share: number) => shares.set(unitId, (shares.get(unitId) ?? 0) + share);
  for (const { asset, probability } of candidates) {
    const known = asset?.ownerId ? Math.min(1, Math.max(0, asset.ownerConfidence)) : 0;
    if (asset?.ownerId) add(asset.ownerId, probability * known);
    add(null, probability * (1 - known));
  }
  return [...shares].map(([unitId, probability]) => ({ unitId, probability })).sort((a, b) => b.probability - a.probability);
};
