import type { Point, Reason } from '../contract/terms.ts';
import { fitsSide, metresTo } from './address-side.ts';
import { bandOf, errorDensity, metresBetween, type PlaceCode, sigmaOf } from './error-density.ts';
import type { AddressPoint, NearbyAsset, Observation } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/** A place as it was said, by pin, by address or by a photo of itself. */
interface SaidPlace {
  readonly code: PlaceCode;
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
  const distances = nearby.filter(({ id }) => id !== observation.plate && !observation.named?.includes(id)).map((asset) => metresBetween(said, asset));
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

const ofPlaces = (code: PlaceCode, { point, errorM, places, toward }: AddressPoint): SaidPlace => ({
  code,
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

/** How likely two said places are as far apart as they are, when neither tells anything but that they mean one thing. */
const agreement = (one: SaidPlace, other: SaidPlace, priors: MatchPriors): number => {
  let sum = 0;
  for (const a of one.places)
    for (const b of other.places) sum += a.share * b.share * errorDensity(metresBetween(a.point, b.point), sigmaOf(b.errorM), sigmaOf(a.errorM), priors);
  return sum;
};

const saidPlaces = (observation: Observation, nearby: readonly NearbyAsset[], priors: MatchPriors): MeasuredPlace[] => {
  const { position, accuracyM, addressPoint, photoPoint } = observation;
  const [first, ...others] = [
    ...(position ? [ofPin(position, accuracyM ?? priors.defaultAccuracyM)] : []),
    ...(addressPoint ? [ofPlaces('match-address', addressPoint)] : []),
    ...(photoPoint ? [ofPlaces('match-photo', photoPoint)] : []),
  ];
  const likeliest = first?.places[0];
  if (!first || !likeliest) return [];
  const density = densityOf(likeliest.point, nearby, observation, priors.leastDensityPerM2);
  return [
    { ...first, unregistered: priors.unregisteredShare * density, usual: usualOf(first, priors) },
    // An unregistered thing may lie anywhere: what else is said then only has to agree with what was said first.
    ...others.map((other) => ({ ...other, unregistered: agreement(first, other, priors), usual: usualOf(other, priors) })),
  ];
};

const sharpnessOf = (code: PlaceCode, { learned, photo }: MatchPriors): number => learned.sharpness[code] ?? (code === 'match-photo' ? photo.sharpness : 1);

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
      const sharpness = sharpnessOf(said.code, priors);
      const distanceM = Math.min(...said.places.map(({ point }) => metresBetween(point, asset)));
      return {
        code: said.code,
        weight: sharpness * Math.log(likelihoodAt(said, asset, priors) / said.usual) + Math.log(said.usual / said.unregistered),
        params: { distanceM: Math.round(distanceM * 10) / 10, accuracyM: Math.round(Math.hypot(said.accuracyM, asset.positionAccuracyM)) },
      };
    });
};
