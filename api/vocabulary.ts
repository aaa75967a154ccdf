import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import { keptFresh } from './kept-fresh.ts';
import { withLivingUnits } from './living-units.ts';

/** A changed row is seen after two seconds, without a restart. */
const vocabularies = keptFresh<Vocabulary>({ livesMs: 2_000, renewedMs: 1_500 });

export const forgetVocabulary = vocabularies.forget;

/**
 * The city's kinds, classes, units and rules, read at most every two seconds: a few hundred rows that each report needs. Never call it
 * inside a transaction: it takes a connection of its own from the pool.
 */
export const vocabularyOf = (pool: Pool): Promise<Vocabulary> => vocabularies.of(pool, async () => withLivingUnits(await getVocabulary(pool)));
