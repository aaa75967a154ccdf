import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/vocabulary.ts';

/** A changed row is seen after so long, without a restart. */
const livesMs = 2_000;
/** From then on the next reading is begun, and the one before serves until it is there: nobody waits for it while people keep asking. */
const renewedMs = 1_500;

interface Kept {
  readonly readAt: number;
  readonly vocabulary: Promise<Vocabulary>;
  isRenewed: boolean;
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
  const age = last ? performance.now() - last.readAt : livesMs;
  if (!last || age >= livesMs) return read(pool);
  if (age >= renewedMs && !last.isRenewed) {
    last.isRenewed = true;
    renew(pool, last).catch(() => undefined); // whoever asks next asks anew
  }
  return last.vocabulary;
};

const read = (pool: Pool): Promise<Vocabulary> => {
  const vocabulary = getVocabulary(pool);
  kept.set(pool, { readAt: performance.now(), vocabulary, isRenewed: false });
  vocabulary.catch(() => kept.delete(pool));
  return vocabulary;
};

/** What was forgotten, or read by another, meanwhile stays as it is: this reading may be older. */
const renew = async (pool: Pool, last: Kept): Promise<void> => {
  const readAt = performance.now();
  const vocabulary = Promise.resolve(await getVocabulary(pool));
  if (kept.get(pool) === last) kept.set(pool, { readAt, vocabulary, isRenewed: false });
};
