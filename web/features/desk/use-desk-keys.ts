import type { OrderRow } from '#domain/contract/orders.ts';
import { useLetters } from '../../staff/use-letters.ts';
import { deskKeys } from './desk-keys.ts';

interface Acts {
  readonly orders: readonly OrderRow[];
  readonly orderId: string | null;
  readonly to: (path: string) => void;
  readonly onChoose: ((order: OrderRow) => void) | null;
  readonly onDangers: () => void;
  readonly onReport: (() => void) | null;
  readonly onHelp: () => void;
  readonly isOn: boolean;
}

/** Through the queue and its tools without the mouse. */
export const useDeskKeys = ({ orders, orderId, to, onChoose, onDangers, onReport, onHelp, isOn }: Acts): void => {
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
      ...(newest ? { [deskKeys.newest]: () => to(newest.id) } : {}),
      [deskKeys.next]: () => move(1),
      [deskKeys.previous]: () => move(at < 0 ? 0 : -1),
      [deskKeys.dangers]: onDangers,
      [deskKeys.search]: () => document.querySelector<HTMLInputElement>('.queue-filters input')?.focus(),
      ...(onReport ? { [deskKeys.report]: onReport } : {}),
      ...(onChoose && current ? { [deskKeys.choose]: () => onChoose(current) } : {}),
    },
    isOn,
  );
};
