import type { Name } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** A record as merging looks at it; `facts` are the fields that can fill a gap. */
export interface MergedRecord {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly classCode: string;
  readonly className: Name;
  readonly facts: Readonly<Record<string, unknown>>;
}

const mostM = 100;
const metresBetween = (a: MergedRecord, b: MergedRecord) => Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * 111_195;

/**
 * Two records of one well: the kept one takes from the other what it does not know itself. `kept` is the end of its chain already, so
 * that no circle can come to be; `merge-with-itself` when both are one, `merge-too-far` beyond 100 m, `merge-class-differs` when they are
 * no things of one kind: a clerk's slip in the class is mended first, so that nobody makes a lamp of a well by the way.
 * @returns the facts that the kept record takes over
 */
export const decideMerge = (merged: MergedRecord, kept: MergedRecord): Decision<Readonly<Record<string, unknown>>> => {
  if (merged.id === kept.id) return reject('merge-with-itself', { field: 'into' });
  const metres = metresBetween(merged, kept);
  if (metres > mostM) return reject('merge-too-far', { field: 'into', params: { metres: Math.round(metres), most: mostM } });
  if (merged.classCode !== kept.classCode) {
    const { className: mergedName } = merged;
    const { className: keptName } = kept;
    const params = { mergedZh: mergedName.zh, mergedEn: mergedName.en, keptZh: keptName.zh, keptEn: keptName.en };
    return reject('merge-class-differs', { field: 'into', params });
  }
  const gaps = Object.entries(merged.facts).filter(([field, value]) => value !== null && (kept.facts[field] ?? null) === null);
  return accept(Object.fromEntries(gaps));
};
