import type { AnalysisQuery } from '#domain/contract/analysis.ts';
import { localDate } from '#domain/local-time.ts';
import type { Bounds } from '../../map/types.ts';
import { boxText } from '../../staff/bounds.ts';
import { readDay } from '../../staff/day-in-address.ts';
import type { ChangeFilters, GetFilter } from '../../staff/use-filters.ts';

export type Get = GetFilter;
export type Change = ChangeFilters;
export type Filter = { readonly [K in keyof AnalysisQuery]?: AnalysisQuery[K] | undefined } & Pick<AnalysisQuery, 'from' | 'to'>;

const dayMs = 86_400_000;
/** Days that are looked at where nobody said which, and what may be chosen with one tap. */
export const usualDays = 30;
export const spans = [7, 30, 90, 365] as const;
export const standings = ['open', 'late', 'done'] as const;

/** The last so many days, today among them. */
export const lastDays = (days: number, now: number, timeZone: string): { from: string; to: string } => ({
  from: localDate(now - (days - 1) * dayMs, timeZone),
  to: localDate(now, timeZone),
});

/** What the address asks for; the map's box only where it says so. */
export const readFilter = (get: Get, bounds: Bounds | null, now: number, timeZone: string): Filter => {
  const usual = lastDays(usualDays, now, timeZone);
  const [from, to] = [readDay(get('from')) ?? usual.from, readDay(get('to')) ?? usual.to];
  return {
    from,
    to,
    since: readDay(get('since')),
    until: readDay(get('until')),
    placeCode: get('place'),
    kind: get('kind'),
    unitId: get('unit'),
    hazard: get('hazard') === '1' ? true : undefined,
    standing: standings.find((one) => one === get('standing')),
    bbox: get('view') === '1' && bounds ? boxText(bounds) : undefined,
  };
};

/** The same page with something chosen, or no longer chosen: what a number leads to. */
export const hrefWith = (search: string, changes: Readonly<Record<string, string | null>>, path = '/analysis'): string => {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return `${path}?${params}`;
};
