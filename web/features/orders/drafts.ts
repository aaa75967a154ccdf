import { useState } from 'react';
import type { ActBecause } from '#domain/contract/orders.ts';
import type { AssetStatus, Point, SupervisingBody } from '#domain/contract/terms.ts';
import type { Grades } from '#domain/order-conditions.ts';
import { forgetOnLeave } from '../../client/leaving.ts';
import { useAsked } from '../../client/use-asked.ts';

export interface DraftPhoto {
  readonly id: string;
  /** An object URL of the file as chosen. */
  readonly src: string;
}
export interface Draft {
  readonly note: string;
  /** What the page itself says of why, where nothing is written. */
  readonly because: ActBecause | undefined;
  readonly reply: string;
  readonly unitId: string | undefined;
  readonly photos: readonly DraftPhoto[];
  readonly assetStatus: AssetStatus | undefined;
  /** Where the crew stands; `accuracyM` null: as they say, at the order's own place. */
  /** When a paused order goes on, a local date. */
  readonly day: string | undefined;
  readonly bodies: readonly SupervisingBody[];
  readonly grades: Partial<Grades>;
  readonly reportId: string | undefined;
  /** Of a merge: the other order. */
  readonly orderId: string | undefined;
  /** Of a choice: the asset that is meant. */
  readonly assetId: string | undefined;
  /** Who of the unit is sent. */
  readonly personId: string | undefined;
  readonly isDangerous: boolean;
  readonly position: (Point & { readonly accuracyM: number | null }) | undefined;
}

/** A part, or what follows from the draft as it is then: several photos may arrive between two renders. */
export type ChangeDraft = (part: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void;

export const emptyDraft: Draft = {
  note: '',
  because: undefined,
  reply: '',
  unitId: undefined,
  photos: [],
  assetStatus: undefined,
  day: undefined,
  bodies: [],
  grades: {},
  reportId: undefined,
  orderId: undefined,
  assetId: undefined,
  personId: undefined,
  isDangerous: false,
  position: undefined,
};
export const isBlank = (draft: Draft): boolean => !draft.note.trim() && !draft.reply.trim() && draft.photos.length === 0;

const kept = new Map<string, Draft>();
forgetOnLeave(() => kept.clear());

/** What was typed for an order outlives refetches, other orders looked at meanwhile, and signing in again; who leaves the page is asked first. */
export const useDraft = (orderId: string): [Draft, ChangeDraft, () => void] => {
  const [draft, setDraft] = useState<Draft>(() => kept.get(orderId) ?? emptyDraft);
  const change: ChangeDraft = (part) => {
    const before = kept.get(orderId) ?? emptyDraft;
    const next = { ...before, ...(typeof part === 'function' ? part(before) : part) };
    kept.set(orderId, next);
    setDraft(next);
  };
  const clear = () => {
    for (const photo of kept.get(orderId)?.photos ?? []) URL.revokeObjectURL(photo.src);
    kept.delete(orderId);
    setDraft(emptyDraft);
  };
  useAsked(!isBlank(draft));
  return [draft, change, clear];
};

/** The three judgements, once each is given. */
export const gradesOf = ({ grades: { speed, manner, outcome } }: Draft): Grades | undefined =>
  speed && manner && outcome ? { speed, manner, outcome } : undefined;
