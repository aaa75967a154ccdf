import type { Static } from 'typebox';
import { inTransaction, type Pool } from '#db/pool.ts';
import { countOrdersBy, type Dimension, nameGroups } from '#db/queries/figures/analysis.ts';
import type { Analysis, AnalysisQuery, Counts } from '#domain/contract/analysis.ts';
import type { Person } from '../app-type.ts';
import { readFilter } from './read-filter.ts';

const mostUnits = 40;
const none: Counts = { orders: 0, hazards: 0, open: 0, late: 0 };

/** Orders counted by time, place, kind and unit, with the names of each. @throws HttpError query-invalid */
export const countOrders = async (pool: Pool, person: Person, query: Static<typeof AnalysisQuery>, now: string): Promise<Analysis> => {
  const { filter, span, starts, placeLevel } = await readFilter(pool, person, query, now);
  const groups = await inTransaction(pool, (client) => countOrdersBy(client, { filter, starts, placeLevel })); // of one moment, on one connection
  const of = (dimension: Dimension | 'total') =>
    groups.filter((group) => group.dimension === dimension).map(({ key, orders, hazards, open, late }) => ({ code: key ?? '', orders, hazards, open, late }));
  const named = async (dimension: Dimension, from: Parameters<typeof nameGroups>[1], most: number) => {
    const found = of(dimension)
      .sort((a, b) => b.orders - a.orders || a.code.localeCompare(b.code))
      .slice(0, most);
    const names = await nameGroups(
      pool,
      from,
      found.map(({ code }) => code),
    );
    return found.map((group) => ({ ...group, name: names.get(group.code) ?? { zh: group.code, en: group.code } }));
  };
  const { districtCode } = filter;
  const [within, places, kinds, units] = await Promise.all([
    districtCode === null ? null : nameGroups(pool, 'places', [districtCode]),
    named('place', 'places', 300),
    named('kind', 'problem_kinds', 100),
    named('unit', 'units', mostUnits),
  ]);
  const byPart = new Map(of('time').map(({ code, ...counts }) => [Number(code), counts]));
  const [total] = groups.filter(({ dimension }) => dimension === 'total');
  const { orders, hazards, open, late } = total ?? none;
  return {
    bucket: span.bucket,
    times: span.parts.map((part, i) => ({ ...part, ...(byPart.get(i + 1) ?? none) })),
    within: (districtCode !== null && within?.get(districtCode)) || null,
    placeLevel,
    places,
    kinds,
    units,
    total: { orders, hazards, open, late, madeUp: total?.madeUp ?? 0 },
  };
};
