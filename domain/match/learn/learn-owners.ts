import type { LearnedTables } from '../priors.ts';
import { Counts, Table } from './counts.ts';
import type { Settled } from './settled.ts';

const steadying = 20;
const believedRight = 0.93;

/** How often the recorded owner proved right, by what the record rests on: counted where the asset itself was found, whoever seemed likely before. */
const learnOwnerRight = (orders: readonly Settled[]): LearnedTables['ownerRight'] => {
  const [right, all] = [new Counts(), new Counts()];
  for (const { found, nearby } of orders) {
    const asset = found.assetId === null ? undefined : nearby.find(({ id }) => id === found.assetId);
    if (asset?.ownerEvidence === undefined || (asset.ownerId !== null && found.unitId === null)) continue;
    all.add(asset.ownerEvidence);
    if (asset.ownerId === found.unitId) right.add(asset.ownerEvidence);
  }
  return Object.fromEntries(all.keys().map((evidence) => [evidence, (right.of(evidence) + steadying * believedRight) / (all.of(evidence) + steadying)]));
};

/** Whose a class is, by what stands around the settled orders; '' has no owner. */
const learnClassOwners = (orders: readonly Settled[]): LearnedTables['classOwners'] => {
  const owners = new Table();
  const counted = new Set<string>();
  for (const { nearby } of orders)
    for (const { id, classCode, ownerId } of nearby) {
      if (counted.has(id)) continue;
      counted.add(id);
      owners.row(classCode).add(ownerId ?? '');
    }
  const ofClass = (row: Counts) => Object.fromEntries(row.keys().map((owner) => [owner, row.of(owner) / row.total]));
  return Object.fromEntries(owners.keys().map((code) => [code, ofClass(owners.row(code))]));
};

export const learnOwners = (orders: readonly Settled[]): Pick<LearnedTables, 'classOwners' | 'ownerRight'> => ({
  classOwners: learnClassOwners(orders),
  ownerRight: learnOwnerRight(orders),
});
