import type { Pool } from '#db/pool.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';
import { HttpError } from '../../../api/errors.ts';
import { matchReport } from '../../../api/match-report.ts';
import type { Figure } from '../figures.ts';
import type { Scored } from './answers.ts';
import { nearestAsset, nearestOfNamedClass } from './baselines.ts';
import { readCity } from './city-rows.ts';
import type { DrawnReport } from './drawn-report.ts';
import { drawSettled, learnFrom, programOf, withMatch } from './learned.ts';
import { measureCosts } from './measure-costs.ts';
import { measureHours } from './measure-hours.ts';
import { measureRepeats } from './measure-repeats.ts';
import { measureScenarios } from './measure-scenarios.ts';
import { groupErrors, type Rightness, rightness } from './rightness.ts';
import { channels, channelsBeside, type Drawn, drawChannel, score } from './run-matching.ts';
import { readSpokenReports, type SpokenAnswer, type SpokenFile, type SpokenReport, type SpokenScore, scoreSpoken, spokenCity } from './spoken-reports.ts';
import { type StatedCity, stateCity } from './stated-city.ts';
import { statedModel } from './stated-model.ts';

/** Of what the simulator draws once for the whole city. */
export const citySeed = 7;

export const statedCityOf = async (pool: Pool): Promise<StatedCity> => stateCity(await readCity(pool), statedModel, citySeed);

const percent = (value: number) => (100 * value).toFixed(2);

const figuresOf = (channel: string, start: Rightness, learned: Rightness, others: Readonly<Record<string, Rightness>>): Figure[] => {
  const note = Object.entries(others).map(([name, other]) => `${name} ${(100 * other.shareOfBest).toFixed(1)} %`);
  const acts = (r: Rightness) => `${r.wrongDispatches.toFixed(0)} wrong dispatches, ${r.questions.toFixed(0)} questions, ${r.patrols.toFixed(0)} patrols`;
  const actsOf = Object.entries(others).map(([name, other]) => `${name}: ${acts(other)}`);
  const before = { name: 'before learning', value: 100 * start.shareOfBest };
  return [
    {
      part: 'right owner',
      name: channel,
      value: 100 * learned.shareOfBest,
      unit: '% of the best possible',
      floor: before,
      note: `± ${percent(learned.shareUnsure)}; ${note.join(', ')}`,
    },
    { part: 'as it came', name: channel, value: 100 * learned.right, unit: '% right', floor: { name: 'best', value: 100 * learned.bestRight } },
    {
      part: 'calibration',
      name: channel,
      value: 100 * learned.calibrationError,
      unit: '% ECE',
      floor: { name: 'before learning', value: 100 * start.calibrationError },
      note: `± ${percent(learned.calibrationUnsure)}`,
    },
    {
      part: 'acts in 1,000',
      name: channel,
      value: learned.wrongDispatches,
      unit: 'wrong',
      note: `${acts(learned)}; before learning: ${acts(start)}; ${actsOf.join('; ')}`,
    },
  ];
};

/** Answers the reports that were written by hand; what is refused is answered wrong. */
export const answerSpoken = async (pool: Pool, file: SpokenFile, priors?: MatchPriors): Promise<SpokenAnswer[]> => {
  const vocabulary = withMatch(await getVocabulary(pool), priors);
  const answers: SpokenAnswer[] = [];
  for (const report of await readSpokenReports(pool, file)) {
    const found = await matchReport(pool, vocabulary, report.sent).catch((error: unknown) => {
      if (error instanceof HttpError) return null;
      throw error;
    });
    const { owners = [], candidates = [], action = 'none' } = found?.result ?? {};
    const owner = owners.find(({ unitId }) => unitId !== null);
    const beside = (isNothing: boolean) => candidates.find((one) => one.asset === null && (one.isNothing === true) === isNothing)?.probability ?? 0;
    answers.push({
      report,
      owner: owner?.unitId ?? null,
      isNobodys: owners[0]?.unitId === null,
      probability: owner?.probability ?? 0,
      assetId: candidates.find(({ asset }) => asset !== null)?.asset?.id ?? null,
      action,
      unregistered: beside(false),
      nothing: beside(true),
    });
  }
  return answers;
};

/** What was answered, by what is meant. */
export const spokenGroups = (answers: readonly SpokenAnswer[]): Map<SpokenReport['meant'], SpokenScore> =>
  new Map([...Map.groupBy(answers, ({ report }) => report.meant)].map(([meant, group]) => [meant, scoreSpoken(group)]));

/** The reports written by hand, in the one city that they are about, before learning and after; none elsewhere. */
const spokenFigures = async (pool: Pool, assets: number, taught: MatchPriors): Promise<Figure[]> => {
  if (assets !== spokenCity.assets) return [];
  const figures: Figure[] = [];
  for (const [file, priors] of [
    ['spoken-reports', undefined],
    ['spoken-reports', taught],
    ['told-reports', undefined],
    ['told-reports', taught],
  ] as const)
    for (const [meant, score] of spokenGroups(await answerSpoken(pool, file, priors))) {
      const acts = `${score.dispatched} dispatched at once, ${score.wrongDispatches} of them wrongly`;
      const note = `${score.rightWell} right wells; ${acts}; not registered said ${percent(score.unregistered)} %, nothing ${percent(score.nothing)} %`;
      const name = `${file}, ${meant}: right owner of ${score.reports}, ${priors ? 'learned' : 'before learning'}`;
      figures.push({ part: 'by hand', name, value: score.rightOwner, unit: 'right', note });
    }
  return figures;
};

/** Priors that are wrong on purpose: words hardly trusted, phones far better than they are, a third of all things not registered. */
export const wrongPriors = (): MatchPriors => ({
  ...defaultPriors,
  errorMixture: [{ share: 1, scale: 0.25 }],
  unregisteredShare: 0.3,
  trust: { ...defaultPriors.trust, classWord: 0.2, unitWord: 0.12, shape: 0.5, location: 0.3 },
  statusOdds: { damaged: 1, missing: 1, abandoned: 6, removed: 3 },
});

const settledOfEach = 1000;
const costsOfEach = 100;
const recoverAfter = [0, 100, 300, 1000, 3000];
const recovered = ['pin 10 m', 'pin 10 m, words', 'telephone, address alone'];

/** From wrong priors back: how right it is after so many settled orders. */
const recovery = async (pool: Pool, orders: readonly Settled[], drawn: ReadonlyMap<string, Drawn[]>): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const taught of recoverAfter) {
    const priors = taught === 0 ? wrongPriors() : await learnFrom(pool, orders.slice(0, taught), { start: wrongPriors() });
    const program = await programOf(pool, priors);
    const scored = rightness(
      await score(
        recovered.flatMap((name) => (drawn.get(name) ?? []).slice(0, 300)),
        program,
      ),
    );
    const acts = `${scored.wrongDispatches.toFixed(0)} wrong dispatches, ${scored.questions.toFixed(0)} questions, ${scored.patrols.toFixed(0)} patrols in 1,000`;
    const note = `± ${percent(scored.shareUnsure)}; calibration error ${percent(scored.calibrationError)} ± ${percent(scored.calibrationUnsure)} %; ${acts}`;
    figures.push({
      part: 'recovery',
      name: `from wrong priors, after ${taught} settled orders`,
      value: 100 * scored.shareOfBest,
      unit: '% of the best possible',
      note,
    });
  }
  return figures;
};

/** All of it takes an hour on a busy machine: what is found is told at once. */
const tellAll = (figures: readonly Figure[], tell: (step: string) => void) => {
  for (const { part, name, value, unit, floor, note = '' } of figures)
    tell(`${part}, ${name}: ${value.toFixed(2)} ${unit}${floor ? ` (${floor.name} ${floor.value.toFixed(2)})` : ''}; ${note}`);
};

/** Answers drawn reports, channel by channel, beside the best possible answer and what others do: before learning and after. */
export const measureMatching = async (pool: Pool, reports: number, tell: (step: string) => void): Promise<Figure[]> => {
  const city = await statedCityOf(pool);
  tell(`learning from ${settledOfEach * channels.length} settled orders`);
  const orders = await drawSettled(pool, city, settledOfEach, 50_000);
  const taught = await learnFrom(pool, orders);
  const [start, learned] = [await programOf(pool), await programOf(pool, taught)];
  const baselines = { 'nearest asset': nearestAsset, 'nearest of the named class': nearestOfNamedClass };
  const figures: Figure[] = [];
  const every: (Scored & { readonly channel: string })[] = [];
  const drawnOf = new Map<string, Drawn[]>();
  for (const [i, channel] of channels.entries()) {
    tell(channel.name);
    const drawn = drawChannel(city, channel, reports, 1000 * (i + 1));
    drawnOf.set(channel.name, drawn);
    const scored = await score(drawn, learned);
    every.push(...scored.map((one) => ({ ...one, channel: channel.name })));
    const others: Record<string, Rightness> = {};
    for (const [name, answer] of Object.entries(baselines)) others[name] = rightness(await score(drawn, (_sent, report: DrawnReport) => answer(city, report)));
    figures.push(...figuresOf(channel.name, rightness(await score(drawn, start)), rightness(scored), others));
  }
  figures.push(...overall(every));
  const parts: readonly [string, () => Promise<Figure[]>][] = [
    ['reports written by hand', () => spokenFigures(pool, city.rows.things.length, taught)],
    ['from wrong priors back', () => recovery(pool, orders, drawnOf)],
    [
      'what it costs',
      () =>
        measureCosts(
          pool,
          city,
          [...drawnOf.values()].flatMap((drawn) => drawn.slice(0, costsOfEach)),
          taught,
        ),
    ],
    ['storms, nights and bursts', () => measureHours(pool, city, orders, taught)],
    ['repeats', () => measureRepeats(pool, city, taught)],
    ['errors of another family', () => measureScenarios(pool, city, taught)],
    ['half plates and photos', () => measureBeside(pool, city, orders, reports)],
  ];
  tellAll(figures, tell);
  for (const [step, measure] of parts) {
    tell(step);
    const found = await measure();
    tellAll(found, tell);
    figures.push(...found);
  }
  return figures;
};

const besideOfEach = 250;

/** What is heard beside the usual channels, of which a tenth of the settled orders then are. */
const measureBeside = async (pool: Pool, city: StatedCity, orders: readonly Settled[], reports: number): Promise<Figure[]> => {
  const beside = await drawSettled(pool, city, besideOfEach, 150_000, { of: channelsBeside });
  const [start, learned] = [await programOf(pool), await programOf(pool, await learnFrom(pool, [...orders, ...beside]))];
  const figures: Figure[] = [];
  for (const [i, channel] of channelsBeside.entries()) {
    const drawn = drawChannel(city, channel, reports, 100_000 + 3000 * i);
    const nearest = rightness(await score(drawn, (_sent, report: DrawnReport) => nearestAsset(city, report)));
    figures.push(...figuresOf(channel.name, rightness(await score(drawn, start)), rightness(await score(drawn, learned)), { 'nearest asset': nearest }));
  }
  return figures;
};

const enoughAnswers = 5000;

/** The calibration error overall, and by district, class and channel: the worst, and each of those with enough answers to tell. */
const overall = (every: readonly (Scored & { readonly channel: string })[]): Figure[] => {
  const atLeast = Math.min(enoughAnswers, every.length / 40);
  const groups = { district: (s: Scored) => s.district, class: (s: Scored) => s.classCode, channel: (s: { channel: string }) => s.channel };
  const all: Figure = { part: 'calibration', name: 'all channels', value: 100 * rightness(every).calibrationError, unit: '% ECE' };
  const worst = Object.entries(groups).flatMap(([name, keyOf]): Figure[] => {
    const errors = groupErrors(every, keyOf, atLeast);
    const [first] = errors;
    if (!first) return [];
    const note = errors.map(({ key, answers, error }) => `${key}: ${(100 * error).toFixed(1)} % of ${answers}`).join(', ');
    return [{ part: 'calibration', name: `worst ${name} of those with ${Math.ceil(atLeast)} answers or more`, value: 100 * first.error, unit: '% ECE', note }];
  });
  return [all, ...worst];
};
