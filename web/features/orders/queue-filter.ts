import { type OrderState, orderMarks } from '#domain/contract/terms.ts';
import { isOver, orderTransitions } from '#domain/order-transitions.ts';
import type { Bounds } from '../../map/types.ts';
import { boxText } from '../../staff/bounds.ts';
import type { GetFilter } from '../../staff/use-filters.ts';
import type { OrderFilter } from './queries.ts';

const every = Object.keys(orderTransitions) as OrderState[];
export type AskedState = 'open' | 'done' | OrderState;
export type Sort = 'newest' | 'due';

/** What a queue can be narrowed to: its first state and its first order stand where the address says nothing; with no order to choose it has one of its own. */
export interface QueueChoices {
  readonly states: readonly AskedState[];
  readonly sorts: readonly Sort[];
}
/** A dispatcher's queue: any state, the newest danger first. */
export const deskChoices: QueueChoices = { states: ['open', 'done', ...every], sorts: ['newest', 'due'] };
/** A unit's: what it has to do or was told of, by clock; what is done as it was closed. */
export const openChoices: QueueChoices = { states: ['open', ...every.filter((state) => !isOver(state))], sorts: ['due', 'newest'] };
export const doneChoices: QueueChoices = { states: ['done', ...every.filter(isOver)], sorts: [] };

/** Chosen of a list, else its first. */
export const chosenOf = <T extends string>(choices: readonly T[], said: string | undefined): T | undefined => choices.find((one) => one === said) ?? choices[0];

/** What narrows a queue, as the address names it; its order leaves nothing out, and the map's own filters are no part of it. */
const names = ['state', 'mark', 'place', 'hazard', 'view'] as const;

/** How many of them are set. */
export const countNarrowed = (get: GetFilter): number => names.filter((name) => get(name)).length;

/** The filters as they stand in the address, and what the map shows when that is asked for. */
export const queueFilterOf = (get: GetFilter, { states, sorts }: QueueChoices, bounds: Bounds | null): OrderFilter => ({
  state: chosenOf(states, get('state')),
  placeCode: get('place'),
  hazard: get('hazard') === '1' ? true : undefined,
  mark: orderMarks.find((mark) => mark === get('mark')),
  sort: chosenOf(sorts, get('sort')) === 'newest' ? 'newest' : undefined,
  bbox: get('view') === '1' && bounds !== null ? boxText(bounds) : undefined,
});
