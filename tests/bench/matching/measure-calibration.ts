import { readFile, writeFile } from 'node:fs/promises';
import type { Pool } from '#db/pool.ts';
import { defaultPriors, type MatchPriors, withPriors } from '#domain/match/priors.ts';
import type { Figure } from '../figures.ts';
import { type AnswerSums, addAnswer, addSums, calibrationOf, noAnswers, shareOfBest } from './answer-sums.ts';
import type { Scored } from './answers.ts';
import { drawSettled, learnFrom, programOf } from './learned.ts';
import { statedCityOf } from './measure-matching.ts';
import { channels, drawChannel, score } from './run-matching.ts';

/** What was answered so far, piece by piece: enough answers in a group take longer than one sitting. */
interface Kept {
  readonly settledOrders: number;
  readonly priors: MatchPriors;
  readonly pieces: number[];
  /** By 'channel pin 5 m', 'district 310104', 'class 0105' and 'all'. */
  readonly groups: Record<string, AnswerSums>;
}

const settledSeed = 50_000;
/** Pieces draw other reports than each other and than all else that is measured. */
const pieceSeed = 3_000_000;
const seedsOfPiece = 200_000;
/** So many answers tell whether a group's are as sure as they say. */
const enoughAnswers = 5000;

const begin = async (pool: Pool, settledOfEach: number, tell: (step: string) => void): Promise<Kept> => {
  tell(`learning from ${settledOfEach * channels.length} settled orders`);
  const orders = await drawSettled(pool, await statedCityOf(pool), settledOfEach, settledSeed);
  return { settledOrders: orders.length, priors: await learnFrom(pool, orders), pieces: [], groups: {} };
};

const readKept = async (file: string): Promise<Kept | null> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Kept);
};

const groupsOf = (channel: string, { district, classCode }: Scored): string[] => ['all', `channel ${channel}`, `district ${district}`, `class ${classCode}`];

const sumsNamed = (groups: Record<string, AnswerSums>, name: string): AnswerSums => {
  const sums = groups[name] ?? noAnswers();
  groups[name] = sums;
  return sums;
};

const answerPiece = async (pool: Pool, kept: Kept, piece: number, reports: number, tell: (step: string) => void): Promise<Record<string, AnswerSums>> => {
  const city = await statedCityOf(pool);
  const program = await programOf(pool, withPriors(kept.priors, defaultPriors));
  const groups: Record<string, AnswerSums> = {};
  for (const [i, channel] of channels.entries()) {
    tell(`piece ${piece}: ${channel.name}`);
    const scored = await score(drawChannel(city, channel, reports, pieceSeed + seedsOfPiece * piece + 20_000 * i), program);
    for (const one of scored) for (const name of groupsOf(channel.name, one)) addAnswer(sumsNamed(groups, name), one);
  }
  return groups;
};

const percent = (value: number) => (100 * value).toFixed(2);

const figuresOf = ({ settledOrders, pieces, groups }: Kept): Figure[] =>
  Object.entries(groups)
    .filter(([name, { answers }]) => name === 'all' || name.startsWith('channel') || answers >= enoughAnswers)
    .map(([name, sums]) => {
      const [share, calibration] = [shareOfBest(sums), calibrationOf(sums)];
      const note = `± ${percent(calibration.error)} of ${sums.answers} answers in ${pieces.length} pieces after ${settledOrders} settled orders; ${percent(share.value)} ± ${percent(share.error)} % of the best`;
      return { part: 'calibration', name, value: 100 * calibration.value, unit: '% ECE', note };
    });

interface Sitting {
  readonly file: string;
  readonly piece: number;
  /** Answered in each channel. */
  readonly reports: number;
  /** Orders of each channel that the first sitting learns from. */
  readonly settledOfEach: number;
  readonly tell: (step: string) => void;
}

/**
 * How sure answers are beside how right they are, a piece at a time: each run adds its piece to the file, and what the file holds is told. The
 * first run learns, and keeps what it learned there.
 */
export const measureCalibration = async (pool: Pool, { file, piece, reports, settledOfEach, tell }: Sitting): Promise<Figure[]> => {
  const kept = (await readKept(file)) ?? (await begin(pool, settledOfEach, tell));
  if (kept.pieces.includes(piece)) throw new Error(`${file} holds piece ${piece} already: name another with --piece`);
  await writeFile(file, JSON.stringify(kept));
  for (const [name, sums] of Object.entries(await answerPiece(pool, kept, piece, reports, tell))) addSums(sumsNamed(kept.groups, name), sums);
  kept.pieces.push(piece);
  await writeFile(file, JSON.stringify(kept));
  return figuresOf(kept);
};
