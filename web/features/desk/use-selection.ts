import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { useState } from 'react';
import type * as contract from '#domain/contract/orders.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call, type Reply } from '../../client/call.ts';
import type { Bounds } from '../../map/types.ts';
import { boundsAround, boxText } from '../../staff/bounds.ts';
import { defined } from '../../staff/defined.ts';
import { listOrders } from '../../staff/routes.ts';
import type { OrderFilter } from '../orders/queries.ts';

/** As many as one person can answer for at a time. */
export const mostSelected = 100;

/** The orders of a filter that lie within an outline, up to `mostSelected`. @throws ProblemError */
export const ordersWithin = async (corners: readonly Point[], filter: OrderFilter): Promise<OrderRow[]> => {
  const box: Bounds | null = boundsAround(corners);
  const [first] = corners;
  if (box === null || first === undefined) return [];
  const ring = { type: 'Polygon' as const, coordinates: [[...corners, first].map(({ lon, lat }) => [lon, lat])] };
  const inside: OrderRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<typeof contract.listOrders> = await call(listOrders, {
      query: defined({ ...filter, bbox: boxText(box), cursor: cursor ?? undefined, limit: 100 }),
    });
    inside.push(...page.orders.filter(({ position }) => booleanPointInPolygon([position.lon, position.lat], ring)));
    cursor = page.nextCursor;
  } while (cursor !== null && inside.length < mostSelected);
  return inside.slice(0, mostSelected);
};

/** The orders chosen to be acted on together, by id; kept while the queue moves under them. */
export const useSelection = () => {
  const [chosen, setChosen] = useState<ReadonlyMap<string, OrderRow>>(new Map());
  return {
    chosen,
    toggle: (order: OrderRow) =>
      setChosen((before) => {
        const next = new Map(before);
        if (!next.delete(order.id) && next.size < mostSelected) next.set(order.id, order);
        return next;
      }),
    set: (orders: readonly OrderRow[]) => setChosen(new Map(orders.slice(0, mostSelected).map((order) => [order.id, order]))),
    clear: () => setChosen(new Map()),
  };
};
export type Selection = ReturnType<typeof useSelection>;
