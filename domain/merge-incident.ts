import type { AssetStatus } from './contract/terms.ts';

export interface KindOfIncident {
  readonly code: string;
  /** What the kind leaves its asset in; null: it says nothing of it. */
  readonly assetStatus: AssetStatus | null;
}

/** Kinds that people use for one and the same hole: a cover gone, cracked or tilted is one matter, whatever the caller calls it. */
const kindGroup = (kind: KindOfIncident): string => (kind.assetStatus === 'missing' || kind.assetStatus === 'damaged' ? 'broken' : kind.code);

/** Two kinds tell of one and the same matter. */
export const isSameMatter = (a: KindOfIncident, b: KindOfIncident): boolean => kindGroup(a) === kindGroup(b);

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
