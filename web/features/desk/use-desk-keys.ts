import type { OrderRow } from '#domain/contract/orders.ts';
import { useLetters } from '../../staff/use-letters.ts';
import { useOwnKeys } from '../orders/own-keys.ts';
import { deskKeys } from './desk-keys.ts';

interface Acts {
  readonly orders: readonly OrderRow[];
  readonly orderId: string | null;
  readonly to: (path: string) => void;
  readonly onChoose: ((order: OrderRow) => void) | null;
  readonly onDangers: () => void;
  readonly onReport: (() => void) | null;
  readonly onHelp: () => void;
}

/** Through the queue and its tools without the mouse. */
export const useDeskKeys = ({ orders, orderId, to, onChoose, onDangers, onReport, onHelp }: Acts): void => {
  const { keys, isOn } = useOwnKeys(deskKeys);
  const at = orders.findIndex(({ id }) => id === orderId);
  const move = (by: number) => {
    const next = orders[Math.min(orders.length - 1, Math.max(0, at + by))];
    if (next) to(next.id);
  };
  const current = orders[at];
  const newest = orders.filter(({ isHazard }) => isHazard).reduce<OrderRow | null>((last, one) => (last && last.openedAt > one.openedAt ? last : one), null);
  // The card of keys opens also where letters are off: it is where they are turned on again.
  useLetters({ [deskKeys.help]: onHelp, [deskKeys.shut]: () => to('') });
  useLetters(
    {
      ...(newest ? { [keys.newest]: () => to(newest.id) } : {}),
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
