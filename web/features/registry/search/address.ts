import type { AssetQuery, AssetSort } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { Bounds, MapFilters } from '../../../map/types.ts';
import type { AssetFilter } from '../../../staff/assets.ts';
import { readDay } from '../../../staff/day-in-address.ts';
import type { ChangeFilters, GetFilter } from '../../../staff/use-filters.ts';

export type Get = GetFilter;
export type Change = ChangeFilters;

export const sorts: readonly AssetSort[] = ['number', 'distance', 'verified', 'built', 'changed'];
export const hazards = ['weak_cover', 'no_anti_fall_net', 'not_verified'] as const;
/** Filters under "more", by their names in the address. */
export const furtherFilters = ['maintainer', 'hazard', 'builtFrom', 'builtTo', 'recordedFrom', 'recordedTo', 'verifiedBefore', 'withinM'] as const;

/** A number, or as much of one as is still legible. */
export const isDigits = (q: string | undefined): boolean => /^[\d\s-]{3,}[Xx]?$/.test(q ?? '');

export const listOf = (text: string | undefined): string[] => text?.split(',').filter(Boolean) ?? [];

const year = (text: string | undefined): number | undefined => (text && /^\d{4}$/.test(text) ? Number(text) : undefined);

const six = (degrees: number): string => degrees.toFixed(6);
export const writePoint = ({ lon, lat }: Point): string => `${six(lon)},${six(lat)}`;

/** lon,lat;lon,lat;… as the search takes it; null when it is no list of points. */
export const readCorners = (text: string | undefined): Point[] | null => {
  const corners = (text ?? '').split(';').map((pair) => pair.split(',').map(Number));
  return corners.length >= 3 && corners.every((pair) => pair.length === 2 && pair.every(Number.isFinite))
    ? corners.map(([lon = 0, lat = 0]) => ({ lon, lat }))
    : null;
};
export const writeCorners = (corners: readonly Point[]): string => corners.map(writePoint).join(';');

/** What the address asks for; `bounds` only count when it says so. */
export const readFilter = (get: Get, bounds: Bounds | null): AssetFilter => {
  const within = Number(get('withinM') ?? 0);
  const near = get('near');
  return {
    q: get('q')?.trim() || undefined,
    classCode: get('class'),
    status: get('status'),
    ownerId: get('owner'),
    maintainerId: get('maintainer'),
    placeCode: get('place'),
    hazard: get('hazard'),
    builtFrom: year(get('builtFrom')),
    builtTo: year(get('builtTo')),
    recordedFrom: readDay(get('recordedFrom')),
    recordedTo: readDay(get('recordedTo')),
    verifiedBefore: readDay(get('verifiedBefore')),
    bbox: get('view') === '1' && bounds ? bounds.map(six).join(',') : undefined,
    polygon: readCorners(get('area')) ? get('area') : undefined,
    near,
    withinM: near && within > 0 ? within : undefined,
    sort: sorts.find((sort) => sort === get('sort') && (sort !== 'distance' || near)),
  } satisfies { [K in keyof AssetFilter]: AssetQuery[K] | undefined };
};

const isDrawn = (status: string): status is NonNullable<MapFilters['statuses']>[number] => ['intact', 'damaged', 'missing', 'abandoned'].includes(status);

/** The part of the filters that the map knows. */
export const readMapFilters = (get: Get): MapFilters => ({
  classCodes: listOf(get('class')),
  ownerIds: listOf(get('owner') === 'none' ? '-' : get('owner')),
  statuses: listOf(get('status')).filter(isDrawn),
});
