import type { FieldChanges } from './asset-edit.ts';
import type { Name } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';
import { isSameValue } from './same-value.ts';

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

/** A record that a merge gave something to: its facts, and the cover on it (of one that was merged itself: the one it bore until then). */
interface Holder {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly cover: Readonly<Record<string, unknown>> | null;
}

const factsOf = (cover: unknown) =>
  Object.entries(cover ?? {})
    .filter(([name]) => name !== 'id')
    .sort(([a], [b]) => (a < b ? -1 : 1));
const sameFact = (field: string, a: unknown, b: unknown) => (field === 'cover' ? isSameValue(factsOf(a), factsOf(b)) : isSameValue(a, b));

/**
 * What a split takes back from a record that a merge gave to: what it did not know and still holds as it was given, each with before
 * and after. What was said of it since stays: nobody knows of which of the two it was said.
 */
export const decideGivenBack = (given: FieldChanges, { facts, cover }: Holder): FieldChanges =>
  Object.fromEntries(
    Object.entries(given).flatMap(([field, [before, after]]) => {
      const holds = field === 'cover' ? cover : facts[field];
      return before === null && after !== null && (holds ?? null) !== null && sameFact(field, holds, after) ? [[field, [after, null] as const]] : [];
    }),
  );

/** Of what was given to a record, what it gave on when it was merged itself. */
export const givenOn = (given: FieldChanges, next: FieldChanges): FieldChanges =>
  Object.fromEntries(Object.entries(given).filter(([field, [, after]]) => sameFact(field, next[field]?.[1], after)));
