import { useEffect, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';
import { dropTabDraft, findTabDraft, keepTabDraft } from '../../client/tab-drafts.ts';
import type { Change } from '../../client/use-tab-draft.ts';
import type { TakenPhoto } from '../../ui/use-chosen-photos.ts';
import type { CrewAct } from './acts.ts';
import type { Typed } from './measured-in.ts';

/** A step that is being filled in. */
export interface ActDraft {
  readonly act: CrewAct;
  readonly photos: readonly TakenPhoto[];
  readonly point: Point | null;
  /** null: as it is offered. */
  readonly reply: string | null;
  readonly note: string;
  readonly measures: Typed;
}

const nameOf = (orderId: string): string => `step-${orderId}`;

/** The camera's app may have the page thrown out of a small phone's memory: what was filled in is there when it comes back. */
export const findActDraft = (orderId: string): ActDraft | null => findTabDraft<ActDraft>(nameOf(orderId));

export const dropActDraft = (orderId: string): void => dropTabDraft(nameOf(orderId));

const begun = (act: CrewAct): ActDraft => ({ act, photos: [], point: null, reply: null, note: '', measures: {} });

export type ChangeAct = Change<ActDraft>;

/** What is filled in of an order's step; it outlives the page, not the tab. */
export const useActDraft = (orderId: string, act: CrewAct): { draft: ActDraft; change: ChangeAct } => {
  const [draft, setDraft] = useState<ActDraft>(() => {
    const kept = findActDraft(orderId);
    return kept?.act === act ? kept : begun(act);
  });
  useEffect(() => keepTabDraft(nameOf(orderId), draft), [orderId, draft]);
  const change: ChangeAct = (part) => setDraft((before) => ({ ...before, ...(typeof part === 'function' ? part(before) : part) }));
  return { draft, change };
};
