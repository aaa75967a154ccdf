import { useCallback, useEffect, useState } from 'react';
import type { Answer, Point } from '#domain/contract/terms.ts';

/** Where it is, by exactly one of the ways a person can say it. */
export type Place =
  | { readonly by: 'pin' | 'here'; readonly position: Point; readonly accuracyM: number }
  | { readonly by: 'address'; readonly address: string }
  | { readonly by: 'plate'; readonly plate: string };

export interface DraftPhoto {
  readonly id: string;
  /** A data: URL small enough for sessionStorage. */
  readonly thumb: string;
}

export interface Draft {
  readonly place: Place | null;
  /** An asset's id; `none` when the person looked and it is not there; null when they leave it to us. */
  readonly choice: string | null;
  /** What was answered when the program asked; about the place as it stands. */
  readonly answers: readonly Answer[];
  readonly kind: string | null;
  readonly text: string;
  readonly photos: readonly DraftPhoto[];
  readonly someoneHurt: boolean;
  readonly name: string;
  readonly phone: string;
  /** The place that a link named when it was last followed: the same link again changes nothing that the person said since. */
  readonly link: string | null;
  /** The last body sent and its key: the same body again is the same report. */
  readonly attempt: { readonly key: string; readonly body: string } | null;
}

export const emptyDraft: Draft = {
  place: null,
  choice: null,
  answers: [],
  kind: null,
  text: '',
  photos: [],
  someoneHurt: false,
  name: '',
  phone: '',
  link: null,
  attempt: null,
};

const storageKey = 'jz-report-draft';

const stored = (): Draft => {
  try {
    return { ...emptyDraft, ...JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') };
  } catch {
    return emptyDraft;
  }
};

/** The draft that the form begins with. */
export const keepDraft = (draft: Draft): void => {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draft));
  } catch {
    // storage is full or blocked: the draft lives as long as the page
  }
};

const begunAt = (begun: Place | null): Draft => {
  const before = stored();
  const link = JSON.stringify(begun);
  return begun === null || before.link === link ? before : { ...before, place: begun, choice: null, answers: [], link };
};

/** A part, or what follows from the draft as it is then: several photos may arrive between two renders. */
export type ChangeDraft = (part: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void;

/** The report being written; it survives a reload and an error, and is gone when the tab is. */
export const useDraft = (begun: Place | null): { draft: Draft; change: ChangeDraft; clear: () => void } => {
  const [draft, setDraft] = useState<Draft>(() => begunAt(begun));
  useEffect(() => keepDraft(draft), [draft]);
  const change = useCallback<ChangeDraft>(
    (given) =>
      setDraft((before) => {
        const part = typeof given === 'function' ? given(before) : given;
        return { ...before, ...(part.place === undefined ? {} : { answers: [] }), ...part };
      }),
    [],
  );
  // At once, not by the effect: the form is gone before an effect of its last state runs.
  const clear = useCallback(() => {
    keepDraft(emptyDraft);
    setDraft(emptyDraft);
  }, []);
  return { draft, change, clear };
};
