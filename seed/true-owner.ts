import type { AssetClass, TradeUnit } from './city-folder.ts';
import type { Placed } from './place-assets.ts';
import { pickWeighted, randomOf } from './random.ts';

/** Units that may own a class, each with its share. */
export type Likely = readonly { item: string; weight: number }[];

/** Who owns each class, by share. */
export const ownersByClass = (units: readonly TradeUnit[]): ReadonlyMap<string, Likely> => {
  const of = new Map<string, { item: string; weight: number }[]>();
  for (const unit of units) for (const { code, share } of unit.classes) of.set(code, [...(of.get(code) ?? []), { item: unit.id, weight: share }]);
  return of;
};

const mostRowsKept = 200_000;

/** Who truly owns what stands there: a row under one road has one owner, and of a pair of covers each has another. Null: nobody. */
export const trueOwners = (
  owners: ReadonlyMap<string, Likely>,
  classes: ReadonlyMap<string, AssetClass>,
  seed: number,
): ((placed: Placed) => string | null) => {
  const rowOwners = new Map<string, string>();

  const drawn = (placed: Placed, likely: Likely): string => {
    const row = `${placed.road.id}/${placed.classCode}/${placed.location}`;
    const key = `${row}/${placed.ofPair}`;
    const known = rowOwners.get(key);
    if (known !== undefined) return known;
    const partner = placed.ofPair === 2 ? rowOwners.get(`${row}/1`) : undefined;
    const rest = likely.filter((o) => o.item !== partner);
    const owner = pickWeighted(randomOf(seed, 'owner', key), rest.length > 0 ? rest : likely);
    if (rowOwners.size > mostRowsKept) rowOwners.clear();
    rowOwners.set(key, owner);
    return owner;
  };

  const unitOwning = (placed: Placed): string | null => {
    const likely = owners.get(placed.classCode) ?? [];
    const [only] = likely;
    if (only === undefined) return null;
    return likely.length === 1 ? only.item : drawn(placed, likely);
  };

  return (placed) => {
    const owner = classes.get(placed.classCode)?.owner;
    if (owner === 'road' || owner === 'greening') return `${owner}-${placed.road.districtCode}`;
    return owner === 'unit' ? unitOwning(placed) : null;
  };
};
