import type { AssetClass, TradeUnit } from './city-folder.ts';
import type { Placed } from './place-assets.ts';
import { pickWeighted, type Random } from './random.ts';
import { type Likely, ownersByClass, trueOwners } from './true-owner.ts';

/** Who has to do with an asset, as recorded and, where that was made wrong on purpose, as it truly is. */
export interface Ownership {
  classCode: string;
  authorityId: string;
  ownerId: string | null;
  maintainerId: string | null;
  confidence: number;
  evidence: string;
  /** Set only where the recorded owner is wrong. */
  truth: { ownerId: string | null } | null;
}

const ownerlessShare = 0.02;
const sharedShare = 0.01;
const wrongShare = 0.03;
/** How sure the registry is that nobody owns what nobody claimed: sure enough for matching to send it to the road's unit. */
const ownerlessConfidence = 0.85;
/** National class of wells whose very utility is unknown. */
const ownerlessClass = '0114';

const another = (random: Random, owner: string, likely: Likely, any: Likely) => {
  const rivals = likely.filter((o) => o.item !== owner);
  return pickWeighted(random, rivals.length > 0 ? rivals : any.filter((o) => o.item !== owner));
};

const authorityOf = ({ location, road }: Placed) => {
  if (location === 'compound') return `centre-${road.districtCode}`;
  return `${location === 'green' ? 'greening' : 'road'}-${road.districtCode}`;
};

const hundredths = (from: number, to: number, random: Random) => Math.round((from + random() * (to - from)) * 100) / 100;

/** Decides who owns, who maintains, and where the record errs. */
export const ownershipOf = (
  units: readonly TradeUnit[],
  classes: ReadonlyMap<string, AssetClass>,
  seed: number,
): ((placed: Placed, random: Random) => Ownership) => {
  const owners = ownersByClass(units);
  const trueOwner = trueOwners(owners, classes, seed);
  const isWell = (code: string) => classes.get(code)?.isWell === true;
  const any = units.filter((u) => u.classes.some((c) => isWell(c.code))).map((u) => ({ item: u.id, weight: 1 }));

  /** A record of a well that has an owner: shared, wrong or simply so. */
  const recorded = (owner: string, draw: number, placed: Placed, random: Random): Omit<Ownership, 'classCode' | 'authorityId'> => {
    if (draw >= sharedShare + wrongShare) {
      const evidence = random() < 0.8 ? 'survey' : 'drawing';
      return { ownerId: owner, maintainerId: owner, confidence: hundredths(0.8, 0.99, random), evidence, truth: null };
    }
    const other = another(random, owner, owners.get(placed.classCode) ?? [], any);
    if (draw < sharedShare) return { ownerId: owner, maintainerId: other, confidence: 0.9, evidence: 'agreement', truth: null };
    return { ownerId: other, maintainerId: other, confidence: hundredths(0.55, 0.92, random), evidence: 'drawing', truth: { ownerId: owner } };
  };

  return (placed, random) => {
    const { classCode } = placed;
    const owner = trueOwner(placed);
    const authorityId = authorityOf(placed);
    if (owner !== null && !isWell(classCode)) return { classCode, authorityId, ...recorded(owner, 1, placed, random) };
    if (owner !== null && random() >= ownerlessShare) return { classCode, authorityId, ...recorded(owner, random(), placed, random) };
    const useUnknown = isWell(classCode) && classes.has(ownerlessClass) && random() < 0.5;
    return {
      classCode: useUnknown ? ownerlessClass : classCode,
      authorityId,
      ownerId: null,
      maintainerId: null,
      confidence: ownerlessConfidence,
      evidence: 'none',
      truth: null,
    };
  };
};
