import type { RuleSet } from '#domain/contract/rules.ts';
import { isSameValue } from '#domain/same-value.ts';

/** What of a draft its editor writes. */
export type Words = Pick<RuleSet, 'title' | 'rules' | 'after'>;

/** What was changed and not saved, and the draft as it was before: when another drops it, there is no other copy of what was not changed. */
export interface Begun extends Partial<Words> {
  readonly of?: RuleSet;
}
export const nothing: Begun = {};

/** The changed parts that differ from what stands; nothing where none does. */
const beside = (of: RuleSet, { title, rules, after }: Begun, stands: Words): Begun => {
  const changed: Partial<Words> = {
    ...(title !== undefined && !isSameValue(title, stands.title) && { title }),
    ...(rules !== undefined && !isSameValue(rules, stands.rules) && { rules }),
    ...(after !== undefined && !isSameValue(after, stands.after) && { after }),
  };
  return Object.keys(changed).length === 0 ? nothing : { of, ...changed };
};

export const wordsNow = (set: RuleSet, { title = set.title, rules = set.rules, after = set.after }: Begun): Words => ({ title, rules, after });

/**
 * What is begun after one more change. What was changed back to what stands is no change any more; but while a save is on its way,
 * or another saved meanwhile, nobody knows yet what will stand.
 */
export const change = (begun: Begun, part: Partial<Words>, set: RuleSet, isSaving: boolean): Begun => {
  const { of = set } = begun;
  const next = { ...begun, ...part, of };
  return isSaving || of.revision !== set.revision ? next : beside(of, next, set);
};

/** What of it was changed while it was on its way to be saved. @param sent the words that became `saved`: the server may have tidied them */
export const afterSaving = (begun: Begun, sent: Words, saved: RuleSet): Begun => beside(saved, beside(saved, begun, sent), saved);
