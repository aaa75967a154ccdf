import { toldOf } from '../lately.ts';
import { matchAssets } from '../match-assets.ts';
import type { MatchContext } from '../observation.ts';
import type { Settled } from './settled.ts';

type Shares = Readonly<Record<string, number>>;

/** Of each class so many holes more are taken as told alike: of one that hardly any hole is of chance alone would make the two differ many times. */
const alike = 1;
/** More holes, each weighed once more, tell no class's share better than a sort of hours knows it. */
const mostHoles = 4000;

/** The first that told of each hole: as what is heard later counts it, once. Orders come newest first. */
const firstOfEach = (orders: readonly Settled[]): Settled[] => [...new Map(orders.map((one, i) => [one.incidentId ?? i, one])).values()];

const add = (sums: Record<string, number>, shares: Shares): void => {
  for (const [code, share] of Object.entries(shares)) sums[code] = (sums[code] ?? 0) + share;
};

/**
 * How often a version itself tells of each class, shares that sum to one. What its sorts of hours were learned from was told otherwise: as earlier versions believed, or as
 * it was found; beside that usual each hole that this version tells of would tell for or against every sort. So each class is scaled by how often this version tells of
 * it over how often it was told of, in the same holes: not by what is told of lately, which would be a week's weather.
 * @param usual of the past that the sorts of hours were learned from; empty: none were
 * @param orders newest first; those that say how they were told of (`told`) teach it
 */
export const ownUsual = (usual: Shares, orders: readonly Settled[], context: MatchContext): Shares => {
  if (Object.keys(usual).length === 0) return usual;
  const anew: Record<string, number> = {};
  const known: Record<string, number> = {};
  for (const { observation, nearby, told } of firstOfEach(orders.filter((one) => one.told !== undefined)).slice(0, mostHoles)) {
    add(known, told?.known ?? {});
    add(anew, told?.named ?? toldOf(matchAssets({ ...observation, lately: undefined }, nearby, context).candidates, null));
  }
  const scaled = Object.entries(usual).map(([code, share]): [string, number] => [code, (share * ((anew[code] ?? 0) + alike)) / ((known[code] ?? 0) + alike)]);
  const total = scaled.reduce((sum, [, share]) => sum + share, 0);
  return Object.fromEntries(scaled.map(([code, share]) => [code, share / total]));
};
