import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../client/use-format.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { OrderLine } from '../orders/order-line.tsx';
import type { Filter } from './address.ts';
import { useOrdersBehind } from './queries.ts';

/** The orders behind the figures, newest first; each opens on the desk. */
export const OrdersBehind = ({ filter, total }: { filter: Filter; total: number | undefined }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useOrdersBehind(filter);
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <section className="analysis-orders" aria-labelledby="orders-behind">
      <h2 id="orders-behind" role="status">
        {total === undefined ? t('analysis.orders') : t('analysis.ordersOf', { count: total, shown: format.number(total) })}
      </h2>
      {total !== undefined && orders.length < total && (
        <p className="on-paper">{t('analysis.ordersShown', { count: orders.length, shown: format.number(orders.length) })}</p>
      )}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && orders.length === 0 && <Nothing words={t('analysis.none')} />}
      <ul className={`plain-list${found.isPlaceholderData ? ' analysis-old' : ''}`}>
        {orders.map((order) => (
          <OrderLine key={order.id} order={order} href={`/desk/${order.id}`} isChosen={false} selection={null} />
        ))}
      </ul>
      <MoreButton list={found} block type="text" />
    </section>
  );
};
