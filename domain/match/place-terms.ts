import type { Point, Reason } from '../contract/terms.ts';
import { fitsSide, metresTo } from './address-side.ts';
import { bandOf, errorDensity, metresBetween, sigmaOf } from './error-density.ts';
import type { AddressPoint, NearbyAsset, Observation } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/** A place as it was said, by pin or by address. */
interface SaidPlace {
  readonly code: 'match-distance' | 'match-address';
  readonly places: readonly { readonly point: Point; readonly errorM: number; readonly share: number }[];
  readonly accuracyM: number;
  readonly toward: AddressPoint['toward'];
}

/** How likely it is said of an asset, and of a thing that is not registered: what the weight is measured against. */
interface MeasuredPlace extends SaidPlace {
  readonly unregistered: number;
  /** How likely a thing that lies just as far off as said is meant: farther and nearer ones count as much as was learned. */
  readonly usual: number;
}

/** Things per square metre round the place; few neighbours are drawn towards what a city has at least. */
const densityOf = (said: Point, nearby: readonly NearbyAsset[], observation: Observation, least: number): number => {
  const distances = nearby.filter((asset) => asset.id !== observation.plate).map((asset) => metresBetween(said, asset));
  const radius = Math.max(0, ...distances);
  const drawn = 2;
  return (distances.length + drawn) / (Math.PI * radius * radius + drawn / least);
};

const ofPin = (point: Point, accuracyM: number): SaidPlace => ({
  code: 'match-distance',
  places: [{ point, errorM: accuracyM, share: 1 }],
  accuracyM,
  toward: undefined,
});

const ofAddress = ({ point, errorM, places, toward }: AddressPoint): SaidPlace => ({
  code: 'match-address',
  places: places ?? [{ point, errorM, share: 1 }],
  accuracyM: errorM,
  toward,
});

const mixtureOf = ({ code, accuracyM }: Pick<SaidPlace, 'code' | 'accuracyM'>, priors: MatchPriors) => ({
  errorMixture: priors.learned.errors[bandOf(code, accuracyM)] ?? priors.errorMixture,
  astray: priors.astray,
});

const likelihoodAt = (said: SaidPlace, asset: NearbyAsset, priors: MatchPriors): number => {
  const survey = sigmaOf(asset.positionAccuracyM);
  const mixture = mixtureOf(said, priors);
  return said.places.reduce((sum, { point, errorM, share }) => {
    const side = said.toward === undefined ? 1 : fitsSide(said.toward, metresTo(point, asset), priors.trust.side);
    return sum + share * side * errorDensity(metresBetween(point, asset), sigmaOf(errorM), survey, mixture);
  }, 0);
};

const usualOf = (said: SaidPlace, priors: MatchPriors): number => errorDensity(sigmaOf(said.accuracyM), sigmaOf(said.accuracyM), 1, mixtureOf(said, priors));

const saidPlaces = (observation: Observation, nearby: readonly NearbyAsset[], priors: MatchPriors): MeasuredPlace[] => {
  const pin = observation.position ? ofPin(observation.position, observation.accuracyM ?? priors.defaultAccuracyM) : null;
  const address = observation.addressPoint ? ofAddress(observation.addressPoint) : null;
  const alone = (said: SaidPlace, point: Point): MeasuredPlace => ({
    ...said,
    unregistered: priors.unregisteredShare * densityOf(point, nearby, observation, priors.leastDensityPerM2),
    usual: usualOf(said, priors),
  });
  if (!pin || !observation.position) return address && observation.addressPoint ? [alone(address, observation.addressPoint.point)] : [];
  if (!address) return [alone(pin, observation.position)];
  // An unregistered thing may lie anywhere: pin and address then only have to agree with each other.
  const { position } = observation;
  const apart = address.places.reduce(
    (sum, { point, errorM, share }) => sum + share * errorDensity(metresBetween(position, point), sigmaOf(errorM), sigmaOf(pin.accuracyM), priors),
    0,
  );
  return [alone(pin, position), { ...address, unregistered: apart, usual: usualOf(address, priors) }];
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
    places.map((said) => {
      const sharpness = priors.learned.sharpness[said.code] ?? 1;
      const distanceM = Math.min(...said.places.map(({ point }) => metresBetween(point, asset)));
      return {
        code: said.code,
        weight: sharpness * Math.log(likelihoodAt(said, asset, priors) / said.usual) + Math.log(said.usual / said.unregistered),
        params: { distanceM: Math.round(distanceM * 10) / 10, accuracyM: Math.round(Math.hypot(said.accuracyM, asset.positionAccuracyM)) },
      };
    });
};
