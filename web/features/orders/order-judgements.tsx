import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { dotted } from '../../ui/dotted.ts';

const sides = ['speed', 'manner', 'outcome'] as const;

/** What callers said of speed, manner and outcome, and whether it is solved: by themselves, or when called back. */
export const OrderJudgements = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="plain-list order-assignments">
      {order.judgements.map((one) => (
        <li key={`${one.reportId} ${one.at}`}>
          <span>{t(one.solved ? 'orders.judged.solved' : 'orders.judged.notSolved')}</span>
          <small>
            {format.instant(one.at)}&nbsp;· {t(one.byCaller ? 'orders.judged.byCaller' : 'orders.judged.calledBack')}
          </small>
          {one.note && <p className="order-words">{one.note}</p>}
          {one.speed && <small>{dotted(sides.map((side) => `${t(`orders.grade.${side}`)} ${t(`orders.grade.${one[side] ?? 'fair'}`)}`))}</small>}
        </li>
      ))}
    </ul>
  );
};
