import type { Point, Reason } from '../contract/terms.ts';
import { bandOf, errorDensity, metresBetween, sigmaOf } from './error-density.ts';
import type { NearbyAsset, Observation } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/** A place as it was said, by pin or by address. */
interface SaidPlace {
  readonly code: 'match-distance' | 'match-address';
  readonly point: Point;
  readonly accuracyM: number;
  /** The same likelihood for a thing that is not registered, per square metre: what the weight is measured against. */
  readonly unregistered: number;
}

/** Things per square metre round the place; few neighbours are drawn towards what a city has at least. */
const densityOf = (said: Point, nearby: readonly NearbyAsset[], observation: Observation, least: number): number => {
  const distances = nearby.filter((asset) => asset.id !== observation.plate).map((asset) => metresBetween(said, asset));
  const radius = Math.max(0, ...distances);
  const drawn = 2;
  return (distances.length + drawn) / (Math.PI * radius * radius + drawn / least);
};

const saidPlaces = (observation: Observation, nearby: readonly NearbyAsset[], priors: MatchPriors): SaidPlace[] => {
  const said: Omit<SaidPlace, 'unregistered'>[] = [];
  if (observation.position) said.push({ code: 'match-distance', point: observation.position, accuracyM: observation.accuracyM ?? priors.defaultAccuracyM });
  if (observation.addressPoint) said.push({ code: 'match-address', point: observation.addressPoint.point, accuracyM: observation.addressPoint.errorM });
  const [first, second] = said;
  if (!first) return [];
  const places = [{ ...first, unregistered: priors.unregisteredShare * densityOf(first.point, nearby, observation, priors.leastDensityPerM2) }];
  if (!second) return places;
  // An unregistered thing may lie anywhere: pin and address then only have to agree with each other.
  const apart = errorDensity(metresBetween(first.point, second.point), sigmaOf(second.accuracyM), sigmaOf(first.accuracyM), priors);
  return [...places, { ...second, unregistered: apart }];
};

/**
 * The terms of place: for each asset the log of how likely the said places are if it is the one, against how likely they are
 * if what is meant is not registered.
 */
export const placeTerms = (observation: Observation, nearby: readonly NearbyAsset[], priors: MatchPriors): ((asset: NearbyAsset) => Reason[]) => {
  const places = saidPlaces(observation, nearby, priors);
  // No place was said (a plate alone): any thing of the neighbourhood is as likely as any other.
  const nowhere = Math.log(1 / priors.astray.areaM2 / (priors.unregisteredShare * priors.leastDensityPerM2));
  if (places.length === 0) return () => [{ code: 'match-no-place', weight: nowhere }];
  return (asset) =>
    places.map(({ code, point, accuracyM, unregistered }) => {
      const distanceM = metresBetween(point, asset);
      const errorMixture = priors.learned.errors[bandOf(code, accuracyM)] ?? priors.errorMixture;
      const likelihood = errorDensity(distanceM, sigmaOf(accuracyM), sigmaOf(asset.positionAccuracyM), { errorMixture, astray: priors.astray });
      return {
        code,
        weight: Math.log(likelihood / unregistered),
        params: { distanceM: Math.round(distanceM * 10) / 10, accuracyM: Math.round(Math.hypot(accuracyM, asset.positionAccuracyM)) },
      };
    });
};
