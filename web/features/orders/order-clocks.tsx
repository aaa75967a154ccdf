import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { isDone, isOver } from '#domain/order-transitions.ts';
import { isPausable } from '#domain/timers.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Remaining } from '../../staff/remaining.tsx';

const ranks = { hazard: 0, secure: 1, supervise: 2, recheck: 3, contact: 4, request: 5, close: 6 } as const;

interface Props {
  readonly deadlines: Order['deadlines'];
  readonly state: Order['state'];
  /** Local date until which the order is paused; null: it is not. */
  readonly resumesOn: string | null;
}

/** Each clock: what is left, when exactly, and why then. A closed order's clocks no longer run, nor does the contact's once the work is done. */
export const OrderClocks = ({ deadlines, state, resumesOn }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const format = useFormat();
  const sorted = [...deadlines].sort((a, b) => ranks[a.clock] - ranks[b.clock]);
  return (
    <ul className="plain-list order-clocks">
      {sorted.map((deadline) => (
        <li key={deadline.clock} className={`order-clock order-clock-${deadline.clock}`}>
          <span className="order-clock-name">{t(`orders.clock.${deadline.clock}`)}</span>
          {deadline.metAt === null && resumesOn !== null && isPausable(deadline.clock) ? (
            <span className="remaining-met">{t('orders.clockPaused', { day: format.date(resumesOn) })}</span>
          ) : deadline.metAt === null && (isOver(state) || (isDone(state) && deadline.clock === 'contact')) ? (
            <span className="remaining-met">
              {deadline.dueAt === null ? t('staff.calendarPending') : t('staff.due', { at: format.deadline(deadline.dueAt) })}
            </span>
          ) : (
            <Remaining dueAt={deadline.dueAt} metAt={deadline.metAt} />
          )}
          <small>{wordReason(deadline.reason, language)}</small>
        </li>
      ))}
    </ul>
  );
};
