import type { Pool } from '#db/pool.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { readLately } from '#db/queries/reports/lately.ts';
import { localTime } from '#domain/local-time.ts';
import { type Lately, sumUpLately } from '#domain/match/lately.ts';
import { keptFresh } from './kept-fresh.ts';
import { contextOf } from './match-report.ts';

/** Weather and hours change slower than that, and one statement reads some thousand rows. */
const known = keptFresh<Lately | null>({ livesMs: 60_000, renewedMs: 30_000 });

export const forgetLately = known.forget;

const hourMs = 3_600_000;

/**
 * What the city was told of in its last hours, read at most every half minute and worked out once for all who ask meanwhile; null: too little to tell. Never call it
 * inside a transaction: it takes a connection of its own from the pool.
 */
export const latelyOf = async (pool: Pool, vocabulary: Vocabulary, now: string): Promise<Lately | null> => {
  const { priors } = contextOf(vocabulary);
  const since = new Date(Date.parse(now) - priors.lately.hours * hourMs).toISOString();
  return known.of(pool, async () => {
    const { told, usual } = await readLately(pool, { since, now });
    return sumUpLately(told, usual, priors, Number(localTime(now, vocabulary.city.timeZone).slice(0, 2)));
  });
};
