import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/vocabulary.ts';

/** A changed row is seen after so long, without a restart. */
const livesMs = 2_000;

interface Kept {
  readonly readAt: number;
  readonly vocabulary: Promise<Vocabulary>;
}

const kept = new WeakMap<Pool, Kept>();

/** What was just changed by this server is seen at once. */
export const forgetVocabulary = (pool: Pool): boolean => kept.delete(pool);

/**
 * The city's kinds, classes, units and rules, read at most every two seconds: a few hundred rows that each report needs. Never call it
 * inside a transaction: it takes a connection of its own from the pool.
 */
export const vocabularyOf = (pool: Pool): Promise<Vocabulary> => {
  const last = kept.get(pool);
  const now = performance.now();
  if (last && now - last.readAt < livesMs) return last.vocabulary;
  const vocabulary = getVocabulary(pool);
  kept.set(pool, { readAt: now, vocabulary });
  vocabulary.catch(() => kept.delete(pool));
  return vocabulary;
};
