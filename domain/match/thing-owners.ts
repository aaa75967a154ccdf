import { type HeardWords, unknownUnit } from './heard-words.ts';
import type { NearbyAsset } from './observation.ts';
import type { LearnedTables } from './priors.ts';

type Learned = Pick<LearnedTables, 'classOwners' | 'ownerRight'>;
type OwnedThing = Pick<NearbyAsset, 'classCode' | 'ownerId' | 'ownerConfidence' | 'ownerEvidence'>;

/** How sure one may be of a recorded owner: as often as such records proved right where that was learned, else as the registry says. */
export const ownerSureness = ({ ownerConfidence, ownerEvidence }: Omit<OwnedThing, 'classCode'>, { ownerRight }: Pick<Learned, 'ownerRight'>): number =>
  Math.min(1, Math.max(0, (ownerEvidence === undefined ? undefined : ownerRight[ownerEvidence]) ?? ownerConfidence));

/** Those who own things of one class, with how often, and how often times how likely the words are said of theirs. */
interface ClassOwners {
  readonly shares: ReadonlyMap<string, number>;
  readonly heard: ReadonlyMap<string, number>;
  readonly allHeard: number;
}

const nobodyKnown: ReadonlyMap<string, number> = new Map([[unknownUnit, 1]]);
const kept = new WeakMap<LearnedTables['classOwners'], Map<string, ReadonlyMap<string, number>>>();

/** Read once for each version that was learned. */
const sharesOf = (classOwners: LearnedTables['classOwners'], classCode: string): ReadonlyMap<string, number> => {
  const byClass = kept.get(classOwners) ?? new Map<string, ReadonlyMap<string, number>>();
  kept.set(classOwners, byClass);
  const owners = classOwners[classCode];
  const shares = byClass.get(classCode) ?? (owners ? new Map(Object.entries(owners)) : nobodyKnown);
  byClass.set(classCode, shares);
  return shares;
};

/** A thing's recorded owner and all others, each by how likely it is theirs and the words were said: they add up to `heard`. */
export interface OwnerParts {
  readonly recorded: number;
  /** Of everybody else of its class together, and by what each one's share is to be multiplied for their part. */
  readonly others: number;
  readonly perOther: number;
  readonly heard: number;
}

/**
 * Whose things are, once the words are heard: the recorded owner as far as such records are right, else somebody who owns such things, each
 * weighed by how likely the words are said of theirs. A record is doubted where the words name another.
 */
export class ThingOwners {
  private readonly words: HeardWords | null;
  private readonly learned: Learned;
  private readonly classes = new Map<string, ClassOwners>();

  constructor(words: HeardWords | null, learned: Learned) {
    this.words = words;
    this.learned = learned;
  }

  /** Owners of a class, '' nobody and '?' somebody unknown, by share times likelihood. */
  ofClass(classCode: string): ClassOwners {
    const known = this.classes.get(classCode);
    if (known) return known;
    const shares = sharesOf(this.learned.classOwners, classCode);
    const made = this.words === null ? { shares, heard: shares, allHeard: 1 } : this.hear(classCode, shares);
    this.classes.set(classCode, made);
    return made;
  }

  private hear(classCode: string, shares: ReadonlyMap<string, number>): ClassOwners {
    const heard = new Map<string, number>();
    let allHeard = 0;
    for (const [owner, share] of shares) {
      const part = share * this.said(classCode, owner);
      heard.set(owner, part);
      allHeard += part;
    }
    return { shares, heard, allHeard };
  }

  private said(classCode: string, owner: string): number {
    return this.words === null ? 1 : this.words.of(classCode, owner);
  }

  parts(thing: OwnedThing): OwnerParts {
    const sure = ownerSureness(thing, this.learned);
    const owner = thing.ownerId ?? '';
    const { shares, heard, allHeard } = this.ofClass(thing.classCode);
    const left = 1 - (shares.get(owner) ?? 0);
    const recorded = sure * this.said(thing.classCode, owner);
    // Nobody else owns such things: whose it is when the record is wrong is open.
    if (left < 1e-9)
      return {
        recorded,
        others: (1 - sure) * this.said(thing.classCode, unknownUnit),
        perOther: 0,
        heard: recorded + (1 - sure) * this.said(thing.classCode, unknownUnit),
      };
    const others = ((1 - sure) * (allHeard - (heard.get(owner) ?? 0))) / left;
    return { recorded, others, perOther: (1 - sure) / left, heard: recorded + others };
  }
}
