import type { AssetStatus, OrderState } from './contract/terms.ts';

export interface KindOfIncident {
  readonly code: string;
  /** What the kind leaves its asset in; null: it says nothing of it. */
  readonly assetStatus: AssetStatus | null;
}

/** Kinds that people use for one and the same hole: a cover gone, cracked or tilted is one matter, whatever the caller calls it. */
const kindGroup = (kind: KindOfIncident): string => (kind.assetStatus === 'missing' || kind.assetStatus === 'damaged' ? 'broken' : kind.code);

/** Two kinds tell of one and the same matter. */
export const isSameMatter = (a: KindOfIncident, b: KindOfIncident): boolean => kindGroup(a) === kindGroup(b);

/** Codes of the kinds that tell of the same matter as one of them. */
export const kindsOfMatter = (kinds: readonly KindOfIncident[], kind: KindOfIncident): string[] =>
  kinds.filter((other) => isSameMatter(other, kind)).map(({ code }) => code);

const taking: readonly OrderState[] = ['dispatched', 'signed', 'contacted', 'in_progress', 'paused'];

/**
 * The states in which an order takes a further report. What was checked is told as done: who reports it again says that it is not. A danger
 * told of while the work waits for its check was not done away with: it has an order of its own.
 */
export const statesTaking = (isHazard: boolean): readonly OrderState[] => (isHazard ? taking : [...taking, 'resolved']);

export interface OpenIncident {
  readonly id: string;
  readonly assetId: string | null;
  readonly kind: KindOfIncident;
  readonly openedAt: string;
}

/** The open incident that a report belongs to: the same asset, the same matter, the oldest of them; null: a new one. */
export const decideIncident = (
  report: { readonly assetId: string | null; readonly kind: KindOfIncident },
  openIncidentsNear: readonly OpenIncident[],
): string | null => {
  if (report.assetId === null) return null;
  const same = openIncidentsNear.filter((incident) => incident.assetId === report.assetId && isSameMatter(incident.kind, report.kind));
  return same.sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt))[0]?.id ?? null;
};
