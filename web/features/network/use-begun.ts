import type { RuleSet } from '#domain/contract/rules.ts';
import { findTabDraft, keepTabDraft } from '../../client/tab-drafts.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
import { afterSaving, type Begun, change, nothing, type Words, wordsNow } from './begun.ts';

const nameOf = (id: string) => `rules-${id}`;

/** The draft that this tab began to change, as it was before; null when it changed nothing of it. */
export const begunOn = (id: string): RuleSet | null => findTabDraft<Begun>(nameOf(id))?.of ?? null;

/** How a draft came to be another's while one was changing it. */
export type Left = 'dropped' | 'switchedOn';
const howLeft = (set: RuleSet, isDropped: boolean): Left | null => {
  if (isDropped) return 'dropped';
  return set.version === null ? null : 'switchedOn';
};

/** A draft as its editor has it: what they changed outlives the page, an error, and another who saved, dropped or switched on the same draft meanwhile. */
export const useBegun = (set: RuleSet, isDropped: boolean) => {
  const { draft, put, clear } = useTabDraft<Begun>(nameOf(set.id), nothing);
  const left = draft.of === undefined ? null : howLeft(set, isDropped);
  const begun = draft.of !== undefined && (set.mayEdit || left !== null) ? draft : nothing;
  const { of = set } = begun;
  const shown = left === null ? set : of;
  useAsked(begun !== nothing);
  return {
    shown,
    left,
    now: wordsNow(shown, begun),
    isChanged: begun !== nothing,
    revision: of.revision,
    isOvertaken: left === null && of.revision !== set.revision,
    change: (part: Partial<Words>, isSaving: boolean) => put(change(begun, part, shown, isSaving || left !== null)),
    stand: () => put({ ...begun, of: set }),
    saved: (sent: Words, saved: RuleSet) => put(afterSaving(begun, sent, saved)),
    /** Goes on in another draft with what was changed while it was made of `sent`. */
    goOnIn: (made: RuleSet, sent: Words) => {
      const rest = afterSaving(begun, sent, made);
      if (rest !== nothing) keepTabDraft(nameOf(made.id), rest);
    },
    clear,
  };
};

export type BegunDraft = ReturnType<typeof useBegun>;
