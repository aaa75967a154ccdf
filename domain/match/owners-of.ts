import type { MatchCandidate, MatchResult, NearbyAsset } from './observation.ts';
import type { LearnedTables } from './priors.ts';

type Learned = Pick<LearnedTables, 'classOwners' | 'ownerRight'>;
const nothingLearned: Learned = { classOwners: {}, ownerRight: {} };

/** How sure one may be of a recorded owner: as often as such records proved right where that was learned, else as the registry says. */
export const ownerSureness = ({ ownerConfidence, ownerEvidence }: NearbyAsset, { ownerRight }: Learned): number =>
  Math.min(1, Math.max(0, (ownerEvidence === undefined ? undefined : ownerRight[ownerEvidence]) ?? ownerConfidence));

/**
 * Whose it is: the candidates of one owner add up. What is doubted of a recorded owner, and what is not registered, is shared among those who
 * own such things, where that was learned; else, like what has no owner, it stays with nobody (null).
 */
export const ownersOf = (
  candidates: readonly MatchCandidate[],
  unregisteredClasses: ReadonlyMap<string, number> = new Map(),
  learned: Learned = nothingLearned,
): MatchResult['owners'] => {
  const shares = new Map<string | null, number>([[null, 0]]);
  const add = (unitId: string | null, share: number) => shares.set(unitId, (shares.get(unitId) ?? 0) + share);
  const spread = (classCode: string, share: number, except: string | null) => {
    const others = Object.entries(learned.classOwners[classCode] ?? {}).filter(([unitId]) => unitId !== except);
    const total = others.reduce((sum, [, part]) => sum + part, 0);
    if (total === 0) add(null, share);
    for (const [unitId, part] of others) add(unitId === '' ? null : unitId, (share * part) / total);
  };
  for (const { asset, isNothing, probability } of candidates) {
    if (asset) {
      const sure = ownerSureness(asset, learned);
      add(asset.ownerId, probability * sure);
      spread(asset.classCode, probability * (1 - sure), asset.ownerId ?? '');
    } else if (isNothing === true || unregisteredClasses.size === 0) add(null, probability);
    else for (const [classCode, share] of unregisteredClasses) spread(classCode, probability * share, null);
  }
  return [...shares].map(([unitId, probability]) => ({ unitId, probability })).sort((a, b) => b.probability - a.probability);
};
