import type { Pool } from '#db/pool.ts';
import { getVocabulary } from '#db/queries/vocabulary.ts';
import { HttpError } from '../../../api/errors.ts';
import { matchReport } from '../../../api/match-report.ts';
import type { Figure } from '../figures.ts';
import { type Rightness, rightness, type Scored, worstGroup } from './answers.ts';
import { nearestAsset, nearestOfNamedClass } from './baselines.ts';
import { readCity } from './city-rows.ts';
import type { DrawnReport } from './drawn-report.ts';
import { type Answerer, channels, drawChannel, score } from './run-matching.ts';
import { readSpokenReports, type SpokenAnswer, scoreSpoken, spokenCity } from './spoken-reports.ts';
import { type StatedCity, stateCity } from './stated-city.ts';
import { statedModel } from './stated-model.ts';

const citySeed = 7;

/** The program as it answers a request; what it refuses is no answer. */
export const programOf = async (pool: Pool): Promise<Answerer> => {
  const vocabulary = await getVocabulary(pool);
  return async (sent) => {
    const { result } = await matchReport(pool, vocabulary, sent);
    return { owners: result.owners, action: result.action };
  };
};

export const statedCityOf = async (pool: Pool): Promise<StatedCity> => stateCity(await readCity(pool), statedModel, citySeed);

const figuresOf = (channel: string, program: Rightness, others: Readonly<Record<string, Rightness>>): Figure[] => {
  const note = Object.entries(others).map(([name, other]) => `${name} ${(100 * other.shareOfBest).toFixed(1)} %`);
  const acts = (r: Rightness) => `${r.wrongDispatches.toFixed(0)} wrong dispatches, ${r.questions.toFixed(0)} questions, ${r.patrols.toFixed(0)} patrols`;
  return [
    {
      part: 'right owner',
      name: channel,
      value: 100 * program.shareOfBest,
      unit: '% of the best possible',
      note: `${note.join(', ')}; ${program.reports} reports`,
    },
    {
      part: 'as it came',
      name: channel,
      value: 100 * program.right,
      unit: '% right',
      floor: { name: 'best', value: 100 * program.bestRight },
      ratio: program.right / program.bestRight,
    },
    { part: 'calibration', name: channel, value: 100 * program.calibrationError, unit: '% ECE' },
    {
      part: 'acts in 1,000',
      name: channel,
      value: program.wrongDispatches,
      unit: 'wrong',
      note: `${acts(program)}; ${Object.entries(others)
        .map(([n, r]) => `${n}: ${acts(r)}`)
        .join('; ')}`,
    },
  ];
};

/** Answers the reports that were written by hand; what is refused is answered wrong. */
export const answerSpoken = async (pool: Pool): Promise<SpokenAnswer[]> => {
  const vocabulary = await getVocabulary(pool);
  const answers: SpokenAnswer[] = [];
  for (const report of await readSpokenReports(pool)) {
    const found = await matchReport(pool, vocabulary, report.sent).catch((error: unknown) => {
      if (error instanceof HttpError) return null;
      throw error;
    });
    const owner = found?.result.owners.find(({ unitId }) => unitId !== null);
    const assetId = found?.result.candidates.find(({ asset }) => asset !== null)?.asset?.id ?? null;
    answers.push({ report, owner: owner?.unitId ?? null, probability: owner?.probability ?? 0, assetId, action: found?.result.action ?? 'none' });
  }
  return answers;
};

/** The reports written by hand, in the one city that they are about; none elsewhere. */
const spokenFigures = async (pool: Pool, assets: number): Promise<Figure[]> => {
  if (assets !== spokenCity.assets) return [];
  const { reports, rightOwner, rightWell, dispatched, wrongDispatches } = scoreSpoken(await answerSpoken(pool));
  const note = `${dispatched} dispatched at once, ${wrongDispatches} of them wrongly`;
  return [
    { part: 'by hand', name: `right owner of ${reports} reports written by hand`, value: rightOwner, unit: 'right', note },
    { part: 'by hand', name: 'right well', value: rightWell, unit: 'right' },
  ];
};

/** Answers drawn reports, channel by channel, beside the best possible answer and what others do. */
export const measureMatching = async (pool: Pool, reports: number, tell: (step: string) => void): Promise<Figure[]> => {
  const city = await statedCityOf(pool);
  const program = await programOf(pool);
  const baselines = { 'nearest asset': nearestAsset, 'nearest of the named class': nearestOfNamedClass };
  const figures: Figure[] = [];
  const every: Scored[] = [];
  for (const [i, channel] of channels.entries()) {
    tell(channel.name);
    const drawn = drawChannel(city, channel, reports, 1000 * (i + 1));
    const scored = await score(drawn, program);
    every.push(...scored);
    const others: Record<string, Rightness> = {};
    for (const [name, answer] of Object.entries(baselines)) others[name] = rightness(await score(drawn, (_sent, report: DrawnReport) => answer(city, report)));
    figures.push(...figuresOf(channel.name, rightness(scored), others));
  }
  return [...figures, ...overall(every), ...(await spokenFigures(pool, city.rows.things.length))];
};

const enoughAnswers = 5000;

const overall = (every: readonly Scored[]): Figure[] => {
  const groups = { district: (s: Scored) => s.district, class: (s: Scored) => s.classCode };
  const all: Figure = { part: 'calibration', name: 'all channels', value: 100 * rightness(every).calibrationError, unit: '% ECE' };
  const worst = Object.entries(groups).flatMap(([name, keyOf]): Figure[] => {
    const found = worstGroup(every, keyOf, Math.min(enoughAnswers, every.length / 20));
    return found ? [{ part: 'calibration', name: `worst ${name} of those with enough answers`, value: 100 * found.error, unit: '% ECE', note: found.key }] : [];
  });
  return [all, ...worst];
};
