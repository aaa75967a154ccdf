import { inTransaction } from '#db/pool.ts';
import {
  countStoredMadeUp,
  findWantedMonth,
  forgetWanted,
  holdCounting,
  listCountedMonths,
  listStoredTotals,
  listSums,
  type Stored,
  saveMonth,
  wantMonths,
} from '#db/queries/figures/score-sums.ts';
import type { ScoreScope } from '#db/queries/figures/scores.ts';
import { listTotals } from '#db/queries/figures/yearly-figures.ts';
import { measures, scoreRule } from '#domain/score.ts';
import { monthsOf, readScorePeriod, type ScoreMonth } from '#domain/score-period.ts';
import type { App } from '../app-type.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { countSums, isCountedLive, mostCountedLive } from './figures.ts';

const wholeCity = { city: true, placeCodes: [], unitIds: [] };
const { version } = scoreRule;

/** Counts a month anew, unless somebody else did meanwhile; one month at a time, of all servers together. */
const countMonth = async (app: App, { month, fromAt, toAt }: ScoreMonth, now: string, staleBefore: string): Promise<void> => {
  const { timeZone } = (await vocabularyOf(app.pool)).city;
  await inTransaction(app.pool, async (client) => {
    await holdCounting(client);
    const [known] = await listCountedMonths(client, { months: [month], version });
    if (!known || known.countedAt < staleBefore) {
      const scope: ScoreScope = { fromAt, toAt, now, reach: wholeCity, rule: scoreRule };
      await saveMonth(client, { month, version, at: now }, await countSums(client, scope), await listTotals(client, scope, timeZone));
    }
    await forgetWanted(client, month); // last: whoever asks for the month while it is counted would wait for a wish that is being taken away
  });
};

export interface CountedMonths extends Stored {
  readonly countedAt: string;
  /** Those that never were: they are asked of the clockwork, and in no sum until it counted them. */
  readonly counting: readonly string[];
}

/** The months of a span as they were last counted. */
export const storedMonths = async (app: App, span: { fromAt: string; toAt: string }, now: string): Promise<CountedMonths> => {
  const { timeZone } = (await vocabularyOf(app.pool)).city;
  const stored = { months: monthsOf(span, now, timeZone).map(({ month }) => month), version };
  const counted = await listCountedMonths(app.pool, stored);
  const counting = stored.months.filter((month) => !counted.some((known) => known.month === month));
  if (counting.length > 0) await wantMonths(app.pool, { months: counting, version }, now);
  return { ...stored, countedAt: counted.map(({ countedAt }) => countedAt).sort()[0] ?? now, counting };
};

/** Counts the months that somebody waits for, the latest first. @returns how many */
export const countWanted = async (app: App, isClosing: () => boolean = () => false): Promise<number> => {
  let counted = 0;
  while (!isClosing()) {
    const month = await findWantedMonth(app.pool, version);
    if (month === undefined) break;
    const span = readScorePeriod(month, 1, (await vocabularyOf(app.pool)).city.timeZone);
    if (span) await countMonth(app, { month, fromAt: span.fromAt, toAt: span.toAt }, app.clock.now(), '');
    counted += 1;
  }
  return counted;
};

export const readSums = (app: App, stored: Stored, { reach }: ScoreScope) => listSums(app.pool, stored, reach, measures.length);
export const readTotals = (app: App, stored: Stored, { reach }: ScoreScope) => listStoredTotals(app.pool, stored, reach);
export const readMadeUp = (app: App, stored: Stored, { reach }: ScoreScope) => countStoredMadeUp(app.pool, stored, reach);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const freshMonths = 2;

/**
 * Counts one of the last thirteen months of a city that has too many orders to count them while somebody waits: of the last two, in which most
 * changes, what is an hour old, of those before what is a day old. One at a time, so that nobody's order waits for it. @returns how many months were counted
 */
export const countScores = async (app: App, mostLive = mostCountedLive): Promise<number> => {
  const now = app.clock.now();
  const { timeZone } = (await vocabularyOf(app.pool)).city;
  const back = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();
  const [first] = monthsOf({ fromAt: `${back(396 * dayMs).slice(0, 7)}-01T00:00:00.000Z`, toAt: now }, now, timeZone);
  if (!first || (await isCountedLive(app.pool, { fromAt: first.fromAt, toAt: now }, mostLive))) return 0;
  const months = monthsOf({ fromAt: first.toAt, toAt: now }, now, timeZone).reverse();
  const known = await listCountedMonths(app.pool, { months: months.map(({ month }) => month), version });
  const countedAt = new Map(known.map((one) => [one.month, one.countedAt]));
  for (const [nth, month] of months.entries()) {
    const staleBefore = back(nth < freshMonths ? hourMs : dayMs);
    if ((countedAt.get(month.month) ?? '') >= staleBefore) continue;
    await countMonth(app, month, now, staleBefore);
    return 1;
  }
  return 0;
};
