import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { standardAfter } from '#domain/after-rules.ts';
import { ruleSetAt } from '#domain/apply-rules.ts';
import type { AfterRules } from '#domain/contract/after-rules.ts';

/** What the rules in force say of what follows a dispatch, and the version that a decision by them is kept with. */
export const afterRulesAt = ({ ruleSets }: Pick<Vocabulary, 'ruleSets'>, now: string): { readonly version: number; readonly after: AfterRules } => {
  const set = ruleSetAt(ruleSets, now);
  return { version: set?.version ?? 0, after: set?.after ?? standardAfter };
};

/** How long before its end each clock warns, by the rules in force. */
export const warningsAt = (vocabulary: Pick<Vocabulary, 'ruleSets'>, now: string): AfterRules['warnings'] => afterRulesAt(vocabulary, now).after.warnings;
