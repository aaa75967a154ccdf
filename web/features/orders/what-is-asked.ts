import type { City } from '#domain/contract/city.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import type { Ask } from '#domain/order-conditions.ts';

const optional: readonly OrderAction[] = ['contact', 'send_crew', 'close', 'check', 'no_answer', 'call_back', 'grant_time', 'grant_pause'];

/** Whether an action has a field for words, asked for or not. */
export const takesNote = (asks: readonly Ask[], action: OrderAction): boolean => asks.includes('note') || optional.includes(action);

/** Whether an action says what one of the callers said. */
export const isAboutReport = (action: OrderAction): boolean =>
  action === 'split' || action === 'contact' || action === 'call_back' || action === 'not_solved' || action === 'reopen' || action === 'no_answer';

/** Whether who does it has just rung a caller up, or is about to: their number belongs beside it. */
export const isRungUp = (action: OrderAction): boolean => action === 'contact' || action === 'call_back' || action === 'no_answer';

/** Whether an action may say that somebody can still be hurt. */
export const mayBeDangerous = (action: OrderAction): boolean => action === 'not_solved' || action === 'reopen' || action === 'rework';

/** Which of the city's limits begins by an action, where it is counted in working days. */
export const limitBegunBy: Readonly<Partial<Record<OrderAction, keyof City['limits']>>> = {
  ask_time: 'longWorkingDays',
  grant_time: 'longWorkingDays',
  supervise: 'superviseWorkingDays',
  not_solved: 'recheckWorkingDays',
  reopen: 'recheckWorkingDays',
};

/** Which of the callers an action can be about: who is contacted is one who waits for it, where anybody does. */
export const callersFor = (order: Order, action: OrderAction): Order['reports'] => {
  if (action !== 'contact') return order.reports;
  const waiting = order.reports.filter(({ contact }) => contact !== null && contact.metAt === null);
  return waiting.length > 0 ? waiting : order.reports.filter(({ hasContact }) => hasContact);
};
