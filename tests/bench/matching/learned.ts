import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import { insertPhoto } from '#db/queries/reports/photos.ts';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import type { LearnedHours } from '#domain/match/learn/learn-hours.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { contextOf, matchReport, observeReport } from '../../../api/match-report.ts';
import type { Row } from './city-rows.ts';
import type { Channel } from './draw-report.ts';
import { move } from './move-report.ts';
import { drawsOf } from './random.ts';
import { type Answerer, channels, drawChannel } from './run-matching.ts';
import type { SentReport } from './say-report.ts';
import { settle } from './settle.ts';
import type { StatedCity } from './stated-city.ts';

/** The program as it answers a request, with what it believes in a version of its own or none. */
export const programOf = async (pool: Pool, priors?: MatchPriors): Promise<Answerer> => {
  const vocabulary = withMatch(await getVocabulary(pool), priors);
  return async (sent) => {
    const { result } = await matchReport(pool, vocabulary, await upload(pool, sent));
    return { owners: result.owners, action: result.action };
  };
};

/** The city with a version of what is believed, or as it stands. */
export const withMatch = (vocabulary: Vocabulary, priors?: MatchPriors): Vocabulary => (priors ? { ...vocabulary, match: { id: '0', priors } } : vocabulary);

/** A photo is there before its report is: what it tells of itself waits beside it. */
const upload = async (pool: Pool, { photo, ...sent }: SentReport) => {
  if (!photo) return sent;
  const blank = { uploadedBy: null, uploadedAt: '2026-07-01T08:00:00Z', width: 1, height: 1, bytes: Buffer.of(0), fingerprint: '0'.repeat(64) };
  return { ...sent, photoIds: [(await insertPhoto(pool, { ...blank, position: photo })).id] };
};

/** Orders of every channel as they were settled: seen by the program, with what was written down on site. */
export const drawSettled = async (
  pool: Pool,
  city: StatedCity,
  ofEach: number,
  seed: number,
  {
    from,
    moved,
    of = channels,
  }: { readonly from?: readonly Row[]; readonly moved?: (row: Row) => readonly [number, number]; readonly of?: readonly Channel[] } = {},
): Promise<Settled[]> => {
  const vocabulary = await getVocabulary(pool);
  const draws = drawsOf(seed);
  const orders: Settled[] = [];
  for (const [i, channel] of of.entries())
    for (const { drawn, sent } of drawChannel(city, channel, ofEach, seed + ofEach * i, from)) {
      const { observation, nearby } = await observeReport(pool, vocabulary, await upload(pool, moved ? move(sent, moved(drawn.truth.near)) : sent));
      orders.push({ observation, nearby, found: settle(city, drawn, draws) });
    }
  // In no order of channels, as they would come.
  return orders
    .map((order) => ({ order, at: draws.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ order }) => order);
};

export const learnFrom = async (
  pool: Pool,
  orders: readonly Settled[],
  {
    start,
    hours,
    shifts = {},
  }: { readonly start?: MatchPriors; readonly hours?: LearnedHours['learned']; readonly shifts?: MatchPriors['learned']['shifts'] } = {},
): Promise<MatchPriors> => calibrate(orders, contextOf(withMatch(await getVocabulary(pool), start)), { ...hours, shifts });
