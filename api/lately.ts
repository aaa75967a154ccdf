import type { Pool } from '#db/pool.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { type LatelyRow, readLately } from '#db/queries/reports/lately.ts';
import { type Lately, sumUpLately } from '#domain/match/lately.ts';
import { keptFresh } from './kept-fresh.ts';
import { contextOf } from './match-report.ts';

/** Weather and hours change slower than that, and one statement reads some thousand rows. */
const rows = keptFresh<LatelyRow>({ livesMs: 60_000, renewedMs: 30_000 });

export const forgetLately = rows.forget;

const summed = new WeakMap<LatelyRow, { readonly lately: Lately | null }>();
const hourMs = 3_600_000;

/**
 * What the city was told of in its last hours, read at most every half minute and worked out once for all who ask meanwhile; null: too little to tell. Never call it
 * inside a transaction: it takes a connection of its own from the pool.
 */
export const latelyOf = async (pool: Pool, vocabulary: Vocabulary, now: string): Promise<Lately | null> => {
  const { priors } = contextOf(vocabulary);
  const since = new Date(Date.parse(now) - priors.lately.hours * hourMs).toISOString();
  const row = await rows.of(pool, () => readLately(pool, { since, now }));
  const known = summed.get(row) ?? { lately: sumUpLately(row.told, row.usual, priors) };
  summed.set(row, known);
  return known.lately;
};
