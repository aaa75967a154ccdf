import { unknownUnit } from './heard-words.ts';
import type { MatchCandidate, MatchResult, NearbyAsset } from './observation.ts';
import type { ThingOwners } from './thing-owners.ts';

const unitOf = (owner: string): string | null => (owner === '' || owner === unknownUnit ? null : owner);

/** Shares of owners, added up; what is left to all owners of a class but the recorded ones is shared out once for the whole class. */
class OwnerShares {
  readonly shares = new Map<string | null, number>([[null, 0]]);
  private readonly rests = new Map<string, { each: number; readonly except: Map<string, number> }>();
  private readonly whose: ThingOwners;

  constructor(whose: ThingOwners) {
    this.whose = whose;
  }

  add(owner: string, share: number): void {
    this.shares.set(unitOf(owner), (this.shares.get(unitOf(owner)) ?? 0) + share);
  }

  private leave(classCode: string, each: number, except: string | null): void {
    const rest = this.rests.get(classCode) ?? { each: 0, except: new Map<string, number>() };
    rest.each += each;
    if (except !== null) rest.except.set(except, (rest.except.get(except) ?? 0) + each);
    this.rests.set(classCode, rest);
  }

  addAsset(asset: NearbyAsset, probability: number): void {
    const { recorded, others, perOther, heard } = this.whose.parts(asset);
    const whole = heard > 0 ? probability / heard : 0;
    this.add(asset.ownerId ?? '', whole * recorded);
    if (perOther > 0) this.leave(asset.classCode, whole * perOther, asset.ownerId ?? '');
    else this.add('', whole * others);
  }

  addClass(classCode: string, probability: number): void {
    const { allHeard } = this.whose.ofClass(classCode);
    if (allHeard > 0) this.leave(classCode, probability / allHeard, null);
    else this.add('', probability);
  }

  shareOut(): MatchResult['owners'] {
    for (const [classCode, { each, except }] of this.rests)
      for (const [owner, heard] of this.whose.ofClass(classCode).heard) this.add(owner, heard * (each - (except.get(owner) ?? 0)));
    return [...this.shares].map(([unitId, probability]) => ({ unitId, probability })).sort((a, b) => b.probability - a.probability);
  }
}

/**
 * Whose it is: the candidates of one owner add up. What is doubted of a recorded owner, and what is not registered, is shared among those who
 * own such things, where that was learned, as the words fit them; else, like what has no owner, it stays with nobody (null).
 */
export const ownersOf = (
  candidates: readonly MatchCandidate[],
  whose: ThingOwners,
  unregisteredClasses: ReadonlyMap<string, number> = new Map(),
): MatchResult['owners'] => {
  const sum = new OwnerShares(whose);
  for (const { asset, isNothing, probability } of candidates) {
    if (asset) sum.addAsset(asset, probability);
    else if (isNothing === true || unregisteredClasses.size === 0) sum.add('', probability);
    else for (const [classCode, share] of unregisteredClasses) sum.addClass(classCode, probability * share);
  }
  return sum.shareOut();
};
