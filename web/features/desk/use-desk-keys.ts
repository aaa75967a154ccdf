import type { OrderRow } from '#domain/contract/orders.ts';
import { call } from '../../client/call.ts';
import { defined } from '../../staff/defined.ts';
import { listOrders } from '../../staff/routes.ts';
import { useLetters } from '../../staff/use-letters.ts';
import { useOwnKeys } from '../orders/own-keys.ts';
import type { OrderFilter } from '../orders/queries.ts';
import { deskKeys } from './desk-keys.ts';

interface Acts {
  readonly orders: readonly OrderRow[];
  /** What the queue is narrowed to. */
  readonly filter: OrderFilter;
  readonly orderId: string | null;
  readonly to: (path: string) => void;
  readonly onChoose: ((order: OrderRow) => void) | null;
  readonly onDangers: () => void;
  readonly onReport: (() => void) | null;
  readonly onHelp: () => void;
  readonly onFailed: (error: unknown) => void;
}

const newestOf = (orders: readonly OrderRow[]): OrderRow | undefined =>
  orders.filter(({ isHazard }) => isHazard).reduce<OrderRow | undefined>((last, one) => (last && last.openedAt > one.openedAt ? last : one), undefined);

/** Of the whole queue, also where it is sorted by its clocks and only its first orders are loaded. @throws ProblemError */
const askNewest = async (filter: OrderFilter): Promise<OrderRow | undefined> =>
  newestOf((await call(listOrders, { query: { ...defined(filter), hazard: true, sort: 'newest', limit: 1 } })).orders);

/** Through the queue and its tools without the mouse. */
export const useDeskKeys = ({ orders, filter, orderId, to, onChoose, onDangers, onReport, onHelp, onFailed }: Acts): void => {
  const { keys, isOn } = useOwnKeys(deskKeys);
  const at = orders.findIndex(({ id }) => id === orderId);
  const move = (by: number) => {
    const next = orders[Math.min(orders.length - 1, Math.max(0, at + by))];
    if (next) to(next.id);
  };
  const current = orders[at];
  // A queue whose newest danger comes first has it loaded: one key, and no wait.
  const openNewest = () => {
    const found = filter.sort === 'newest' ? Promise.resolve(newestOf(orders)) : askNewest(filter);
    found.then((newest) => newest && to(newest.id), onFailed);
  };
  // The card of keys opens also where letters are off: it is where they are turned on again.
  useLetters({ [deskKeys.help]: onHelp, [deskKeys.shut]: () => to('') });
  useLetters(
    {
      [keys.newest]: openNewest,
      [keys.next]: () => move(1),
      [keys.previous]: () => move(at < 0 ? 0 : -1),
      [keys.dangers]: onDangers,
      [keys.search]: () => document.querySelector<HTMLInputElement>('.queue-filters input')?.focus(),
      ...(onReport ? { [keys.report]: onReport } : {}),
      ...(onChoose && current ? { [keys.choose]: () => onChoose(current) } : {}),
    },
    isOn,
  );
};
