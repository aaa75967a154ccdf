import type { LearnedTables } from '../priors.ts';
import { Counts, Table } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const sure = 0.8;
/** What is found is itself wrong so often. */
const foundRight = 0.97;
const steadying = 40;
const believedRight = 0.93;

/** How often the recorded owner proved right, by what the record rests on: counted where the asset itself was found. */
const learnOwnerRight = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[]): LearnedTables['ownerRight'] => {
  const [right, all] = [new Counts(), new Counts()];
  orders.forEach(({ found }, i) => {
    if (found.assetId === null || found.unitId === null) return;
    for (const { asset, after } of responsible[i] ?? []) {
      if (!asset || asset.id !== found.assetId || after < sure || asset.ownerEvidence === undefined || asset.ownerId === null) continue;
      all.add(asset.ownerEvidence);
      if (asset.ownerId === found.unitId) right.add(asset.ownerEvidence);
    }
  });
  return Object.fromEntries(
    all.keys().map((evidence) => [evidence, Math.min(0.999, (right.of(evidence) / foundRight + steadying * believedRight) / (all.of(evidence) + steadying))]),
  );
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

export const learnOwners = (
  orders: readonly Settled[],
  responsible: readonly (readonly Responsible[])[],
): Pick<LearnedTables, 'classOwners' | 'ownerRight'> => ({
  classOwners: learnClassOwners(orders),
  ownerRight: learnOwnerRight(orders, responsible),
});
