import type { Pool } from '#db/pool.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import { type Lately, sumUpLately, type ToldLately, toldOf } from '#domain/match/lately.ts';
import { learnHours, type PastHours } from '#domain/match/learn/learn-hours.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchContext } from '#domain/match/observation.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { contextOf, matchReport, observeReport } from '../../../api/match-report.ts';
import type { Figure } from '../figures.ts';
import type { Scored } from './answers.ts';
import type { Channel } from './draw-report.ts';
import { learnFrom, withMatch } from './learned.ts';
import { type Draws, drawsOf } from './random.ts';
import { type Rightness, rightness } from './rightness.ts';
import { type Answerer, channels, type Drawn, drawChannel, score } from './run-matching.ts';
import { settle } from './settle.ts';
import type { StatedCity } from './stated-city.ts';
import { type DrawnHours, drawHour, drawHours, isInBurst } from './stated-hours.ts';
import { type StatedHours, statedHours } from './stated-model.ts';

/** Hours with what the program was told in them before the reports that are asked of. */
export interface ToldHours {
  readonly sort: StatedHours;
  readonly hours: DrawnHours;
  readonly lately: Lately | null;
  /** The same as a program tells that knows of no sorts of hours. */
  readonly byClass: Lately | null;
}

type Shares = Readonly<Record<string, number>>;

/** Reports of all channels in turn. */
const drawMixed = (city: StatedCity, count: number, seed: number): Drawn[] =>
  channels.flatMap((channel, i) => drawChannel(city, channel, Math.floor((count + i) / channels.length), seed + 20_011 * i));

/** What the program believes it was told of, each report answered as if nothing had been told of before it. */
const tellOf = async (pool: Pool, priors: MatchPriors | undefined, drawn: readonly Drawn[]): Promise<ToldLately[]> => {
  const vocabulary = withMatch(await getVocabulary(pool), priors);
  const told: ToldLately[] = [];
  for (const { sent } of drawn) {
    const matched = await matchReport(pool, vocabulary, sent);
    told.push({ point: matched.point, told: matched.told() });
  }
  return told;
};

const usualHoles = 1200;

/** How often each class is told of over the year, as the program saw it: hours of every sort by their share. */
export const tellUsual = async (pool: Pool, city: StatedCity, priors: MatchPriors | undefined, seed: number): Promise<Shares> => {
  const draws = drawsOf(seed);
  const counts: Record<string, number> = {};
  for (const sort of statedHours) {
    const drawn = drawMixed(drawHours(city, sort, draws).city, Math.round(usualHoles * sort.share), seed + 1);
    for (const { told } of await tellOf(pool, priors, drawn)) for (const [code, share] of Object.entries(told)) counts[code] = (counts[code] ?? 0) + share;
  }
  return counts;
};

/** What is told of lately is told within so many hours. */
const pieceHours = 3;

/** What was told of in so many hours of the past, of every sort as they come: as it was believed, or found where that was written down. */
export const tellPast = async (pool: Pool, city: StatedCity, priors: MatchPriors | undefined, pieces: number, seed: number): Promise<PastHours[]> => {
  const draws = drawsOf(seed);
  const classOf = new Map(city.rows.things.map(({ id, classCode }) => [id, classCode]));
  const past: PastHours[] = [];
  for (let i = 0; i < pieces; i++) {
    const sort = draws.weighted(statedHours.map((one) => [one, one.share / one.holes] as const));
    const hours = drawHours(city, sort, draws);
    const drawn = drawMixed(hours.city, sort.holes, seed + 200_000 * (i + 1));
    const holes = (await tellOf(pool, priors, drawn)).map((one, k) => {
      const found = drawn[k] ? classOf.get(settle(hours.city, drawn[k].drawn, draws).assetId ?? '') : undefined;
      return found === undefined ? { told: one.told, knownBy: '' } : { told: { [found]: 1 }, knownBy: 'found' };
    });
    past.push({ told: holes.map(({ told }) => told), knownBy: holes.map(({ knownBy }) => knownBy), middle: drawHour(sort, draws) + 0.5, hours: pieceHours });
  }
  return past;
};

export const tellHours = async (
  pool: Pool,
  city: StatedCity,
  sort: StatedHours,
  { priors, usual, seed }: { readonly priors?: MatchPriors | undefined; readonly usual: Shares; readonly seed: number },
): Promise<ToldHours> => {
  const hours = drawHours(city, sort, drawsOf(seed));
  const told = await tellOf(pool, priors, drawMixed(hours.city, sort.holes, seed + 1));
  const believed = contextOf(withMatch(await getVocabulary(pool), priors)).priors;
  const hour = drawHour(sort, drawsOf(seed + 2));
  const lately = sumUpLately(told, usual, believed, hour);
  return { sort, hours, lately, byClass: sumUpLately(told, usual, { ...believed, learned: { ...believed.learned, hours: [] } }, hour) };
};

/** Of which classes a hole was told of, by a version that stood then, and what it was found to be where that was written down: as a settled order keeps it. */
const toldOfSettled = (city: StatedCity, { observation, nearby, found }: Settled, context: MatchContext): NonNullable<Settled['told']> => {
  const asset = city.rows.things.find(({ id }) => id === found.assetId);
  if (asset) return { known: { [asset.classCode]: 1 } };
  return { known: toldOf(matchAssets({ ...observation, lately: undefined }, nearby, context).candidates, null) };
};

/** Settled orders of hours of every sort, each heard beside what was told of in its hours. */
export const settleHours = async (
  pool: Pool,
  city: StatedCity,
  usual: Shares,
  { priors, orders, seed }: { readonly priors?: MatchPriors; readonly orders: number; readonly seed: number },
): Promise<Settled[]> => {
  const vocabulary = await getVocabulary(pool);
  const standing = contextOf(withMatch(vocabulary, priors));
  const draws: Draws = drawsOf(seed);
  const settled: Settled[] = [];
  const ofEach = 10;
  for (let i = 0; settled.length < orders; i++) {
    const sort = draws.weighted(statedHours.map((one) => [one, one.share] as const));
    const { hours, lately } = await tellHours(pool, city, sort, { priors, usual, seed: seed + 1000 * i });
    for (const { drawn, sent } of drawMixed(hours.city, ofEach, seed + 1000 * i + 500)) {
      const { observation, nearby } = await observeReport(pool, vocabulary, sent, lately);
      const order: Settled = { observation, nearby, found: settle(hours.city, drawn, draws) };
      settled.push({ ...order, told: toldOfSettled(hours.city, order, standing) });
    }
  }
  return settled;
};

/** What is done with what was told lately: heard as it is, without the sorts of hours, in part, not at all, or believed four times over. */
export type Hearing = (told: Pick<ToldHours, 'lately' | 'byClass'>) => Lately | null;
export const hearings: Readonly<Record<string, Hearing>> = {
  heard: ({ lately }) => lately,
  'heard class by class': ({ byClass }) => byClass,
  'of the city alone': ({ lately }) => lately && { ...lately, told: [] },
  'near by alone': ({ lately }) => lately && { ...lately, rates: {} },
  'not heard': () => null,
  'believed four times over': ({ lately }) =>
    lately && {
      told: lately.told.flatMap((one) => [one, one, one, one]),
      rates: Object.fromEntries(Object.entries(lately.rates).map(([code, rate]) => [code, rate ** 4])),
    },
};

export const programIn = async (pool: Pool, lately: Lately | null, priors?: MatchPriors): Promise<Answerer> => {
  const vocabulary = withMatch(await getVocabulary(pool), priors);
  return async (sent) => {
    const { result } = await matchReport(pool, vocabulary, sent, lately);
    return { owners: result.owners, action: result.action };
  };
};

/** One answer in some hours, with what was done with what was told in them. */
interface HoursAnswer {
  readonly hours: string;
  readonly channel: string;
  readonly hearing: string;
  readonly isInBurst: boolean;
  readonly scored: Scored;
}

interface Asking {
  readonly priors?: MatchPriors | undefined;
  readonly usual: Shares;
  readonly seed: number;
  /** Hours of each sort, and reports of each channel in each of them. */
  readonly times: number;
  readonly ofEach: number;
  /** What is done with what was told lately: some of `hearings`. */
  readonly heard?: readonly string[];
}

const answerChannel = async (
  pool: Pool,
  told: ToldHours,
  channel: Channel,
  { priors, ofEach, seed, heard = Object.keys(hearings) }: Asking,
): Promise<HoursAnswer[]> => {
  const { sort, hours } = told;
  const drawn = drawChannel(hours.city, channel, ofEach, seed);
  const answers: HoursAnswer[] = [];
  for (const [hearing, hear] of Object.entries(hearings).filter(([name]) => heard.includes(name))) {
    const scored = await score(drawn, await programIn(pool, hear(told), priors));
    const heardOf = scored.flatMap((one, i) => (drawn[i] ? [{ scored: one, isInBurst: isInBurst(hours, drawn[i].drawn.truth.near) }] : []));
    answers.push(...heardOf.map((one) => ({ ...one, hours: sort.name, channel: channel.name, hearing })));
  }
  return answers;
};

/** Answers the reports of some hours of each sort, with what was told of in them heard, heard in part and not. */
export const answerHours = async (pool: Pool, city: StatedCity, asking: Asking): Promise<HoursAnswer[]> => {
  const answers: HoursAnswer[] = [];
  for (const [which, sort] of statedHours.entries())
    for (let i = 0; i < asking.times; i++) {
      const seed = asking.seed + 100_000 * which + 1000 * i;
      const told = await tellHours(pool, city, sort, { ...asking, seed });
      for (const [c, channel] of channels.entries()) answers.push(...(await answerChannel(pool, told, channel, { ...asking, seed: seed + 500 + 20 * c })));
    }
  return answers;
};

/** How right the answers are that are such. */
export const rightnessOf = (answers: readonly HoursAnswer[], is: (one: HoursAnswer) => boolean): Rightness =>
  rightness(answers.filter(is).map(({ scored }) => scored));

const percent = (value: number) => (100 * value).toFixed(2);
/** 45 days of three hours each. */
const pastPieces = 360;
const settledInHours = 1500;
const timesOfEach = 24;
const answersOfEach = 3;

const figureOf = (answers: readonly HoursAnswer[], name: string, hearing: string, is: (one: HoursAnswer) => boolean): Figure => {
  const found = rightnessOf(answers, (one) => one.hearing === hearing && is(one));
  const { shareUnsure, calibrationError, calibrationUnsure, reports, wrongDispatches, questions, patrols } = found;
  const acts = `${wrongDispatches.toFixed(0)} wrong dispatches, ${questions.toFixed(0)} questions, ${patrols.toFixed(0)} patrols in 1,000`;
  const note = `± ${percent(shareUnsure)} of ${reports}; calibration error ${percent(calibrationError)} ± ${percent(calibrationUnsure)} %; ${acts}`;
  return { part: 'hours', name: `${name}, what was told lately ${hearing}`, value: 100 * found.shareOfBest, unit: '% of the best possible', note };
};

/** What is gained by what was told of in the last hours: in dry hours, in storms and at night, and near where one class is told of far more often. */
export const measureHours = async (pool: Pool, city: StatedCity, orders: readonly Settled[], taught: MatchPriors): Promise<Figure[]> => {
  const usual = await tellUsual(pool, city, taught, 9_000_000);
  const past = await tellPast(pool, city, taught, pastPieces, 20_000_000);
  const { learned } = learnHours(past);
  const knowing = { ...taught, learned: { ...taught.learned, ...learned } };
  const inHours = await settleHours(pool, city, usual, { priors: knowing, orders: settledInHours, seed: 12_000_000 });
  const priors = await learnFrom(pool, [...orders, ...inHours], { hours: learned });
  const answers = await answerHours(pool, city, { priors, usual, times: timesOfEach, ofEach: answersOfEach, seed: 9_500_000 });
  const isPin = ({ channel }: HoursAnswer) => channel.startsWith('pin') && !channel.includes('words');
  return statedHours.flatMap(({ name }) =>
    Object.keys(hearings).flatMap((hearing) => [
      figureOf(answers, name, hearing, ({ hours }) => hours === name),
      figureOf(answers, `${name}, pins`, hearing, (one) => one.hours === name && isPin(one)),
      figureOf(answers, `${name}, in a burst`, hearing, (one) => one.hours === name && one.isInBurst),
    ]),
  );
};
