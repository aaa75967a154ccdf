import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { OrderRow } from '#domain/contract/orders.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { OrderLine, type OrderSelection } from './order-line.tsx';
import type { useOrders } from './queries.ts';
import './order-queue.css';
import './words.ts';
import { Nothing } from '../../staff/nothing.tsx';

interface Props {
  readonly found: ReturnType<typeof useOrders>;
  readonly orders: readonly OrderRow[];
  /** '/desk' or '/unit': where a line's link leads. */
  readonly base: string;
  readonly chosenId: string | null;
  readonly label: string;
  /** Another form of the list than lines. */
  readonly table?: ((hrefOf: (order: OrderRow) => string) => ReactNode) | null;
  /** Lines with a box before each. */
  readonly selection?: OrderSelection | null;
  /** The unit whose queue it is. */
  readonly ownUnit?: string | undefined;
}

/** The queue in all its conditions: loading, failed, empty, full, more to come. */
export const OrderQueue = ({ found, orders, base, chosenId, label, table = null, selection = null, ownUnit }: Props) => {
  const { t } = useTranslation();
  const search = useSearch();
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="pane-pad" />;
  if (found.isError && !found.data)
    return (
      <div className="pane-pad">
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />
      </div>
    );
  if (orders.length === 0 && !found.hasNextPage)
    return (
      <Nothing words={t('orders.none.title')}>
        <p className="field-hint">{t('orders.none.text')}</p>
      </Nothing>
    );
  const hrefOf = (order: OrderRow) => `${base}/${order.id}${search ? `?${search}` : ''}`;
  return (
    <nav aria-label={label} className="order-queue">
      {found.isError && <NotRenewed error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {table ? (
        table(hrefOf)
      ) : (
        <ul className="plain-list">
          {orders.map((order) => (
            <OrderLine key={order.id} order={order} href={hrefOf(order)} isChosen={order.id === chosenId} selection={selection} ownUnit={ownUnit} />
          ))}
        </ul>
      )}
      <MoreButton list={found} block type="text" />
    </nav>
  );
};
