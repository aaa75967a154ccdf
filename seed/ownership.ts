import type { AssetClass, TradeUnit } from './city-folder.ts';
import type { Placed } from './place-assets.ts';
import { pickWeighted, type Random, randomOf } from './random.ts';

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
  isShared: boolean;
}

const ownerlessShare = 0.02;
const sharedShare = 0.01;
const wrongShare = 0.03;

interface Owners {
  of: ReadonlyMap<string, { item: string; weight: number }[]>;
  /** Owners of any well, for a record that is wrong altogether. */
  any: { item: string; weight: number }[];
}

const ownersByClass = (units: readonly TradeUnit[], wells: ReadonlySet<string>): Owners => {
  const of = new Map<string, { item: string; weight: number }[]>();
  for (const unit of units) for (const { code, share } of unit.classes) of.set(code, [...(of.get(code) ?? []), { item: unit.id, weight: share }]);
  const any = units.filter((u) => u.classes.some((c) => wells.has(c.code))).map((u) => ({ item: u.id, weight: 1 }));
  return { of, any };
};

const another = (random: Random, owner: string, likely: readonly { item: string; weight: number }[], any: readonly { item: string; weight: number }[]) => {
  const rivals = likely.filter((o) => o.item !== owner);
  return pickWeighted(random, rivals.length > 0 ? rivals : any.filter((o) => o.item !== owner));
};

/** Decides who owns, who maintains, and where the record errs. A row under one road has one owner per place in a pair. */
export const ownershipOf = (units: readonly TradeUnit[], classes: readonly AssetClass[], seed: number): ((placed: Placed, random: Random) => Ownership) => {
  const classByCode = new Map(classes.map((c) => [c.code, c]));
  const owners = ownersByClass(units, new Set(classes.filter((c) => c.isWell).map((c) => c.code)));
  const rowOwners = new Map<string, string>();

  const unitOwning = (placed: Placed): string | null => {
    const likely = owners.of.get(placed.classCode);
    if (likely === undefined) return null;
    const [only] = likely;
    if (likely.length === 1 && only !== undefined) return only.item;
    const key = `${placed.road.id}/${placed.classCode}/${placed.location}/${placed.ofPair}`;
    const known = rowOwners.get(key);
    if (known !== undefined) return known;
    const partner = placed.ofPair === 2 ? rowOwners.get(`${placed.road.id}/${placed.classCode}/${placed.location}/1`) : undefined;
    const rest = likely.filter((o) => o.item !== partner);
    const owner = pickWeighted(randomOf(seed, 'owner', key), rest.length > 0 ? rest : likely);
    if (rowOwners.size > 200_000) rowOwners.clear();
    rowOwners.set(key, owner);
    return owner;
  };

  const trueOwner = (placed: Placed): string | null => {
    const owner = classByCode.get(placed.classCode)?.owner;
    if (owner === 'road' || owner === 'greening') return `${owner}-${placed.road.districtCode}`;
    return owner === 'unit' ? unitOwning(placed) : null;
  };

  const authorityOf = ({ location, road }: Placed) => `${location === 'compound' ? 'centre' : location === 'green' ? 'greening' : 'road'}-${road.districtCode}`;

  return (placed, random) => {
    const owner = trueOwner(placed);
    const isWell = classByCode.get(placed.classCode)?.isWell === true;
    const base = { classCode: placed.classCode, authorityId: authorityOf(placed), truth: null, isShared: false };
    const draw = random();
    if (owner === null || (isWell && draw < ownerlessShare)) {
      const unknownUse = isWell && classByCode.has('0114') && random() < 0.5;
      return { ...base, classCode: unknownUse ? '0114' : placed.classCode, ownerId: null, maintainerId: null, confidence: 0.2, evidence: 'none' };
    }
    if (!isWell || draw > ownerlessShare + sharedShare + wrongShare)
      return {
        ...base,
        ownerId: owner,
        maintainerId: owner,
        confidence: 0.8 + Math.round(random() * 19) / 100,
        evidence: random() < 0.8 ? 'survey' : 'drawing',
      };
    const other = another(random, owner, owners.of.get(placed.classCode) ?? [], owners.any);
    if (draw < ownerlessShare + sharedShare) return { ...base, ownerId: owner, maintainerId: other, confidence: 0.9, evidence: 'agreement', isShared: true };
    return { ...base, ownerId: other, maintainerId: other, confidence: 0.55 + Math.round(random() * 37) / 100, evidence: 'drawing', truth: { ownerId: owner } };
  };
};
