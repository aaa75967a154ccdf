import type { Static } from 'typebox';
import type { Pool } from '#db/pool.ts';
import { type AnalysisFilter, districtOf } from '#db/queries/figures/analysis.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import { cutSpan, isDayOfOrders, type Span } from '#domain/analysis-span.ts';
import { type Analysis, type AnalysisQuery, mostDays } from '#domain/contract/analysis.ts';
import { dayAfter, startOfDay } from '#domain/local-time.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { readBox } from '../read-box.ts';

type Query = Static<typeof AnalysisQuery>;

const wrong = (field: string, whyZh: string, whyEn: string) => refuse('query-invalid', { field, params: { field, whyZh, whyEn } });

/** The chosen part of the days, which must lie among them. */
const partOf = ({ from, to, since, until }: Query): { since: string; until: string } | null => {
  if (since === undefined && until === undefined) return null;
  const [first, last] = [since ?? from, until ?? to];
  for (const [field, day] of [
    ['since', first],
    ['until', last],
  ] as const)
    if (!isDayOfOrders(day) || day < from || day > to) throw wrong(field, '要在 from 与 to 之间。', 'it must lie between from and to.');
  if (first > last) throw wrong('until', '在 since 之前。', 'it lies before since.');
  return { since: first, until: last };
};

/** Streets where one district is chosen or all the reader has; else districts. */
const levelOf = (reach: Reach, districtCode: string | null): Analysis['placeLevel'] => {
  const districts = new Set(reach.placeCodes.map((code) => code.slice(0, 6)));
  return districtCode !== null || (!reach.city && reach.unitIds.length === 0 && districts.size === 1) ? 'street' : 'district';
};

export interface ReadFilter {
  readonly filter: AnalysisFilter;
  readonly span: Span;
  readonly starts: readonly string[];
  readonly placeLevel: Analysis['placeLevel'];
}

/** What was asked, within the reader's reach, its days as instants of the city. @throws HttpError query-invalid, forbidden */
export const readFilter = async (pool: Pool, person: Person, query: Query, now: string): Promise<ReadFilter> => {
  const reach = reachOf(person.grants, 'orders.analyse', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  const span = accepted(cutSpan(query.from, query.to, mostDays));
  const part = partOf(query);
  const bbox = query.bbox === undefined ? null : readBox(query.bbox);
  const { placeCode } = query;
  const [city, districtCode] = await Promise.all([findCity(pool), placeCode === undefined ? null : districtOf(pool, placeCode)]);
  if (!city) throw refuse('unavailable');
  if (placeCode !== undefined && districtCode === null && placeCode !== city.code)
    throw wrong('placeCode', '没有这个区或街镇。', 'there is no such district or street.');
  const startsAt = (day: string) => startOfDay(day, city.timeZone);
  return {
    span,
    starts: span.parts.map(({ from }) => startsAt(from)),
    placeLevel: levelOf(reach, districtCode),
    filter: {
      reach,
      from: startsAt(query.from),
      to: startsAt(dayAfter(query.to)),
      since: part && startsAt(part.since),
      until: part && startsAt(dayAfter(part.until)),
      districtCode,
      streetCode: placeCode !== undefined && placeCode.length > 6 ? placeCode.slice(0, 9) : null,
      kinds: query.kind?.split(',') ?? null,
      unitId: query.unitId ?? null,
      hazard: query.hazard ?? null,
      standing: query.standing ?? null,
      bbox,
      now,
    },
  };
};
