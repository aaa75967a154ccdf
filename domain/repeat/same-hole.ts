import type { Reason } from '../contract/terms.ts';
import { metresBetween, sigmaOf } from '../match/error-density.ts';
import { isSameMatter } from '../merge-incident.ts';
import type { RepeatPriors } from './repeat-priors.ts';
import type { LikelyAsset, OpenHole, Telling } from './telling.ts';

/** How likely a report and an open hole are one, with each reason's weight: natural log-odds that add up. */
export interface SameHole {
  readonly incidentId: string;
  readonly probability: number;
  readonly reasons: readonly Reason[];
}

type Shares = ReadonlyMap<string, number>;

/** Picked or read off a plate, an asset is the one so often. */
const namedRight = 0.97;
const noAsset = '';
/** Of a hole that many told of, so many of the last tell where it is. */
const mostTellings = 12;
/** One telling says something quite wrong so often. */
const astray = 0.02;

const normalised = (weights: ReadonlyMap<string, number>): Shares => {
  const total = [...weights.values()].reduce((a, b) => a + b, 0);
  return new Map([...weights].map(([key, weight]) => [key, total > 0 ? weight / total : 0]));
};

const byAsset = (candidates: readonly LikelyAsset[], shareOf: (one: LikelyAsset) => number): Shares => {
  const shares = new Map<string, number>();
  for (const one of candidates) shares.set(one.assetId ?? noAsset, (shares.get(one.assetId ?? noAsset) ?? 0) + shareOf(one));
  return normalised(shares);
};

/** By all that was said; by the place alone. */
const meantBy = ({ candidates, namedAssetId }: Telling): Shares => {
  const said = byAsset(candidates, ({ probability }) => probability);
  if (namedAssetId === null) return said;
  return new Map([...said].map(([id, share]) => [id, share * (1 - namedRight)] as const)).set(
    namedAssetId,
    namedRight + (said.get(namedAssetId) ?? 0) * (1 - namedRight),
  );
};

const placedBy = ({ candidates }: Telling): Shares => {
  const highest = Math.max(0, ...candidates.map(({ placeWeight }) => placeWeight));
  return byAsset(candidates, ({ isNothing, placeWeight }) => (isNothing ? 0 : Math.exp(placeWeight - highest)));
};

/** Which asset all tellings together mean: their shares multiply, each taken as wrong now and then. */
const together = (shares: readonly Shares[]): Shares => {
  const ids = new Set(shares.flatMap((one) => [...one.keys()]));
  const logs = new Map([...ids].map((id) => [id, shares.reduce((sum, one) => sum + Math.log((one.get(id) ?? 0) + astray), 0)]));
  const highest = Math.max(...logs.values());
  return normalised(new Map([...logs].map(([id, log]) => [id, Math.exp(log - highest)])));
};

/** Two places of things that are not registered: how likely they are one, against any of the things round there. */
const onOneSpot = (a: Telling, b: Telling, thingsNear: number): number => {
  const variance = sigmaOf(a.accuracyM) ** 2 + sigmaOf(b.accuracyM) ** 2;
  const distanceM = metresBetween(a.point, b.point);
  const aboutM2 = Math.PI * 30 ** 2;
  return Math.min(1, ((Math.exp(-(distanceM ** 2) / 2 / variance) / (2 * Math.PI * variance)) * aboutM2) / thingsNear);
};

const overlap = (report: Shares, hole: Shares, spot: number): number =>
  [...report].reduce((sum, [id, share]) => sum + share * (hole.get(id) ?? 0) * (id === noAsset ? spot : 1), 0);

const leastOverlap = 1e-6;
const weightOfOverlap = (share: number, { thingsNear }: RepeatPriors) => Math.log(Math.max(leastOverlap, share) * thingsNear);

/** A report with what each hole near by is held against, worked out once for all of them. */
interface Told extends Telling {
  readonly placed: Shares;
  readonly meant: Shares;
  readonly runs: ReadonlySet<string>;
}

/** An open hole with what its last tellings mean together, worked out once: each pair of holes asks for it. */
interface Held {
  readonly hole: OpenHole;
  readonly tellings: readonly Telling[];
  readonly meant: Shares;
}

const heldOf = (hole: OpenHole): Held => {
  const tellings = hole.tellings.slice(-mostTellings);
  return { hole, tellings, meant: together(tellings.map(meantBy)) };
};

const placeReasons = (report: Told, { tellings, meant }: Held, priors: RepeatPriors): Reason[] => {
  const spot = Math.max(...tellings.map((one) => onOneSpot(report, one, priors.thingsNear)));
  const place = weightOfOverlap(overlap(report.placed, together(tellings.map(placedBy)), spot), priors);
  const all = weightOfOverlap(overlap(report.meant, meant, spot), priors);
  const distanceM = Math.min(...tellings.map(({ point }) => metresBetween(report.point, point)));
  const words = all - place;
  return [
    { code: place >= 0 ? 'repeat-place' : 'repeat-place-other', weight: place, params: { distanceM: Math.round(distanceM * 10) / 10 } },
    ...(Math.abs(words) < 0.005 ? [] : [{ code: words > 0 ? ('repeat-words' as const) : ('repeat-words-other' as const), weight: words }]),
  ];
};

const kindReason = (report: Telling, tellings: readonly Telling[], { sameMatter: { ofOne, ofTwo } }: RepeatPriors): Reason => {
  const isSame = tellings.some(({ kind }) => isSameMatter(kind, report.kind));
  return isSame ? { code: 'repeat-kind', weight: Math.log(ofOne / ofTwo) } : { code: 'repeat-kind-other', weight: Math.log((1 - ofOne) / 4 / (1 - ofTwo)) };
};

const timeReason = (report: Telling, tellings: readonly Telling[], { halvedAfterHours }: RepeatPriors): Reason => {
  const hours = Math.max(0, (Date.parse(report.at) - Math.max(...tellings.map(({ at }) => Date.parse(at)))) / 3_600_000);
  return { code: 'repeat-time', weight: -Math.log(1 + hours / halvedAfterHours), params: { hours: Math.round(hours * 10) / 10 } };
};

const mostBitsApart = 8;
const bitsApart = (a: string, b: string): number => [...a].reduce((sum, bit, i) => sum + Number(bit !== b[i]), 0);

const photoReasons = (report: Telling, tellings: readonly Telling[], { alikePhotos: { ofOne, ofTwo } }: RepeatPriors): Reason[] => {
  const others = tellings.flatMap(({ photoHashes }) => photoHashes);
  const apart = report.photoHashes.flatMap((hash) => others.map((other) => bitsApart(hash, other)));
  return apart.some((bits) => bits <= mostBitsApart) ? [{ code: 'repeat-photo', weight: Math.log(ofOne / ofTwo) }] : [];
};

const fewestRuns = 8;
const runsOf = (text: string): Set<string> => {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')
    .slice(0, 300);
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2)));
};

/** Words so alike that one was copied from the other. */
const copyReasons = ({ runs: said }: Told, tellings: readonly Telling[], { alikeWords: { ofOne, ofTwo } }: RepeatPriors): Reason[] => {
  if (said.size < fewestRuns) return [];
  const isCopy = tellings.some(({ text }) => {
    const runs = runsOf(text);
    const both = [...said].filter((run) => runs.has(run)).length;
    return both >= fewestRuns && both / (said.size + runs.size - both) >= 0.6;
  });
  return isCopy ? [{ code: 'repeat-copied', weight: Math.log(ofOne / ofTwo) }] : [];
};

const reasonsOf = (report: Told, held: Held, priors: RepeatPriors): Reason[] => {
  const last = held.tellings;
  const count = held.hole.tellings.length;
  return [
    { code: 'repeat-usual', weight: Math.log(priors.oddsOfSame * Math.min(priors.mostCounted, count)), params: { count } },
    ...placeReasons(report, held, priors),
    kindReason(report, last, priors),
    timeReason(report, last, priors),
    ...photoReasons(report, last, priors),
    ...copyReasons(report, last, priors),
  ];
};

/** What was told of two open holes, as far as it tells whether they are one: by their place and their words together, and by the matter. */
const likeOneAnother = (one: Held, other: Held, priors: RepeatPriors): number => {
  const [tellings, others] = [one.tellings, other.tellings];
  const spot = Math.max(...tellings.flatMap((a) => others.map((b) => onOneSpot(a, b, priors.thingsNear))));
  const meant = weightOfOverlap(overlap(one.meant, other.meant, spot), priors);
  const isSame = tellings.some(({ kind }) => others.some((telling) => isSameMatter(telling.kind, kind)));
  const { ofOne, ofTwo } = priors.sameMatter;
  const matter = isSame ? Math.log(ofOne / ofTwo) : Math.log((1 - ofOne) / 4 / (1 - ofTwo));
  const usual = Math.log(priors.oddsOfSame * Math.min(priors.mostCounted, Math.max(tellings.length, others.length)) * priors.keptApart);
  return 1 / (1 + Math.exp(-(usual + meant + matter)));
};

/** A hole less likely told of than this takes no part: where many are open the likely ones are few. */
const leastShared = 0.005;

/**
 * Which of the open holes a report tells of: likeliest first. Each hole's weight is measured against a hole that nobody told of yet, and the holes
 * compete; but two open orders may be one hole that was kept apart by mistake: what tells of the one then tells of the other too.
 */
export const sameHoles = (report: Telling, holes: readonly OpenHole[], priors: RepeatPriors): SameHole[] => {
  if (holes.length === 0) return [];
  const told: Told = { ...report, placed: placedBy(report), meant: meantBy(report), runs: runsOf(report.text) };
  const weighed = holes
    .filter(({ tellings }) => tellings.length > 0)
    .map((hole) => {
      const held = heldOf(hole);
      const reasons = reasonsOf(told, held, priors);
      return { held, reasons, odds: Math.exp(reasons.reduce((sum, { weight }) => sum + (weight ?? 0), 0)) };
    });
  const total = weighed.reduce((sum, { odds }) => sum + odds, 1);
  const likely = weighed.filter(({ odds }) => odds / total >= leastShared);
  const ofOthers = (held: Held): number =>
    likely.reduce((sum, other) => (other.held === held ? sum : sum + (other.odds / total) * likeOneAnother(held, other.held, priors)), 0);
  return weighed
    .map(({ held, odds, reasons }) => ({
      incidentId: held.hole.incidentId,
      reasons,
      probability: odds / total + (odds / total >= leastShared ? ofOthers(held) : 0),
    }))
    .sort((a, b) => b.probability - a.probability);
};

/** What to do about the likeliest: join it when that is expected to cost least, ask when a question pays, else keep the report apart. */
export const decideRepeat = (found: readonly SameHole[], isHazard: boolean, { costs }: RepeatPriors): 'join' | 'offer' | 'apart' => {
  const { wrongJoin, secondOrder, question } = isHazard ? costs.hazard : costs.ordinary;
  const likely = found[0]?.probability ?? 0;
  const [join, apart] = [(1 - likely) * wrongJoin, likely * secondOrder];
  if (join <= question && join <= apart) return 'join';
  return question < apart ? 'offer' : 'apart';
};
