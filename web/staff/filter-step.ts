/** How an address was changed: something was chosen, a box is being written in, a map came to rest elsewhere. */
export type FilterAct = 'chosen' | 'typed' | 'moved';

export interface FilterStep {
  /** Stands in the place of the step before it in the browser's history. */
  readonly replace: boolean;
  /** What the step's own entry in the history remembers: into which boxes it was typed. */
  readonly state: { readonly typed: string } | null;
}

const typedInto = (state: unknown): string | null =>
  typeof state === 'object' && state !== null && 'typed' in state && typeof state.typed === 'string' ? state.typed : null;

/**
 * What Back goes over: each thing that was chosen, and what was typed into a box as one step, however many letters and pauses it took. A map that is
 * moved is none: Back from a filter would else go through every pan before it.
 * @param state what the entry that stands now remembers
 */
export const filterStep = (act: FilterAct, names: readonly string[], state: unknown): FilterStep => {
  const before = typedInto(state);
  if (act === 'moved') return { replace: true, state: before === null ? null : { typed: before } };
  if (act === 'chosen') return { replace: false, state: null };
  const typed = [...names].sort().join(' ');
  return { replace: before === typed, state: { typed } };
};
