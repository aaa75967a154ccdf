import { bandOf, metresBetween, sigmaOf } from '../error-density.ts';
import type { AddressPoint } from '../observation.ts';
import type { MatchPriors } from '../priors.ts';
import { grouped } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

type Mixture = MatchPriors['errorMixture'];

/** A band of so few is taken with the others. */
const fewestOfBand = 60;
const begins: Mixture = [
  { share: 0.5, scale: 0.6 },
  { share: 0.3, scale: 1.3 },
  { share: 0.15, scale: 3.5 },
  { share: 0.05, scale: 10 },
];

/** How far off a said place was, by one candidate: metres, both spreads, and how answerable the candidate is. */
interface Miss {
  readonly distanceM: number;
  readonly saidM: number;
  readonly surveyM: number;
  readonly share: number;
}

const densityAt = ({ distanceM, saidM, surveyM }: Miss, scale: number): number => {
  const variance = (scale * saidM) ** 2 + surveyM ** 2;
  return Math.exp((-distanceM * distanceM) / 2 / variance) / (2 * Math.PI * variance);
};

/** One step of EM for a mixture of normals of one centre. */
const step = (mixture: Mixture, misses: readonly Miss[]): Mixture => {
  const sums = mixture.map(() => ({ share: 0, squares: 0 }));
  for (const miss of misses) {
    const parts = mixture.map(({ share, scale }) => share * densityAt(miss, scale));
    const total = parts.reduce((a, b) => a + b, 0);
    if (total <= 0) continue;
    parts.forEach((part, k) => {
      const sum = sums[k];
      if (!sum) return;
      const share = (miss.share * part) / total;
      sum.share += share;
      sum.squares += share * Math.max(0, (miss.distanceM ** 2 / 2 - miss.surveyM ** 2) / miss.saidM ** 2);
    });
  }
  const all = sums.reduce((total, { share }) => total + share, 0) + mixture.length;
  return mixture.map((was, k) => {
    const { share, squares } = sums[k] ?? { share: 0, squares: 0 };
    return { share: (share + 1) / all, scale: Math.min(40, Math.max(0.05, Math.sqrt((squares + 2 * was.scale ** 2) / (share + 2)))) };
  });
};

const pointsOf = ({ point, places }: AddressPoint) => places?.map((place) => place.point) ?? [point];

const missesOf = (order: Settled, responsible: readonly Responsible[]): [string, Miss[]][] => {
  const { position, accuracyM, addressPoint, photoPoint } = order.observation;
  const places = [
    ...(position ? [{ code: 'match-distance' as const, points: [position], saidM: accuracyM ?? 15 }] : []),
    ...(addressPoint ? [{ code: 'match-address' as const, points: pointsOf(addressPoint), saidM: addressPoint.errorM }] : []),
    ...(photoPoint ? [{ code: 'match-photo' as const, points: pointsOf(photoPoint), saidM: photoPoint.errorM }] : []),
  ];
  return places.map(({ code, points, saidM }) => [
    bandOf(code, saidM),
    responsible.flatMap(({ asset, after }) =>
      asset && after > 0.01
        ? [
            {
              distanceM: Math.min(...points.map((point) => metresBetween(point, asset))),
              saidM: sigmaOf(saidM),
              surveyM: sigmaOf(asset.positionAccuracyM),
              share: after,
            },
          ]
        : [],
    ),
  ]);
};

/** The errors of pins, addresses and photos, each band a mixture of its own where there are enough of it. */
export const learnErrors = (priors: MatchPriors, orders: readonly Settled[], responsible: readonly (readonly Responsible[])[]): Record<string, Mixture> => {
  const byBand = grouped(
    orders.flatMap((order, i) => missesOf(order, responsible[i] ?? [])),
    ([band]) => band,
  );
  const learned: Record<string, Mixture> = {};
  for (const [band, found] of byBand) {
    if (found.length < fewestOfBand) continue;
    const misses = found.flatMap(([, all]) => all);
    let mixture: Mixture = priors.learned.errors[band] ?? begins;
    for (let i = 0; i < 6; i++) mixture = step(mixture, misses);
    learned[band] = mixture;
  }
  return learned;
};
