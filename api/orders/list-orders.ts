import { countOrders, listOrders, type QueuePlace } from '#db/queries/orders/orders.ts';
import { reachOf } from '#domain/access.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderMark, OrderState } from '#domain/contract/terms.ts';
import { isOver, orderTransitions } from '#domain/order-transitions.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { actingUnits, centresOf } from '../order-access.ts';
import { readBox } from '../read-box.ts';
import { isStoredInstant } from '../stored-instant.ts';
import { vocabularyOf } from '../vocabulary.ts';

export interface Asked {
  readonly state?: OrderState | 'open' | 'done' | undefined;
  readonly unitId?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly hazard?: boolean | undefined;
  readonly mark?: OrderMark | undefined;
  readonly part?: 'acting' | 'informed' | undefined;
  readonly bbox?: string | undefined;
  readonly sort?: 'due' | 'newest' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

const allStates = Object.keys(orderTransitions) as OrderState[];
const doneStates = allStates.filter(isOver);
const openStates = allStates.filter((state) => !isOver(state));

const statesOf = (state: Asked['state']): readonly OrderState[] => {
  if (state === undefined || state === 'open') return openStates;
  return state === 'done' ? doneStates : [state];
};

const writeCursor = ({ isHazard, at, id }: QueuePlace): string => Buffer.from(JSON.stringify([isHazard, at, id])).toString('base64url');

const badCursor = () =>
  refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', whyZh: '请从第一页重新开始。', whyEn: 'start again from the first page.' } });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badCursor();
  }
};

const readCursor = (cursor: string): QueuePlace => {
  const read = parse(Buffer.from(cursor, 'base64url').toString());
  const [isHazard, at, id]: unknown[] = Array.isArray(read) ? read : [];
  if (typeof isHazard !== 'boolean' || typeof at !== 'string' || !isStoredInstant(at) || typeof id !== 'string' || !/^\d{1,18}$/.test(id)) throw badCursor();
  return { isHazard, at, id };
};

/** The reader's queue: dangers first (the newest first when asked), then soonest due; what is done newest first. A few statements, however long the page. */
export const queueOf = async (
  app: App,
  asked: Asked,
  person: Person,
): Promise<{ orders: OrderRow[]; nextCursor: string | null; counts: Record<string, number> }> => {
  const reach = reachOf(person.grants, 'orders.read', person.cityCode);
  if (!reach) throw refuse('forbidden');
  const limit = asked.limit ?? 50;
  const states = statesOf(asked.state);
  const wanted = {
    reach,
    ownUnits: person.unitIds,
    actingUnits: actingUnits(person, centresOf((await vocabularyOf(app.pool)).units)),
    states,
    done: states.every((s) => doneStates.includes(s)),
    unitId: asked.unitId ?? null,
    placeCode: asked.placeCode ?? null,
    hazard: asked.hazard ?? null,
    mark: asked.mark ?? null,
    part: asked.part ?? null,
    bbox: asked.bbox === undefined ? null : readBox(asked.bbox),
    sort: asked.sort ?? 'due',
    after: asked.cursor === undefined ? null : readCursor(asked.cursor),
    limit,
  };
  const [found, counted] = await Promise.all([listOrders(app.pool, wanted), countOrders(app.pool, wanted)]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const counts = Object.fromEntries(openStates.map((state) => [state, counted.find((c) => c.state === state)?.count ?? 0]));
  return {
    orders: page.map(({ place: _, ...line }) => line),
    nextCursor: found.length > limit && last ? writeCursor(last.place) : null,
    counts: { ...counts, open: openStates.reduce((sum, s) => sum + (counts[s] ?? 0), 0) },
  };
};
