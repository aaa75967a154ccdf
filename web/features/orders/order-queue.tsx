import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { OrderRow } from '#domain/contract/orders.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { OrderLine, type OrderSelection } from './order-line.tsx';
import type { useOrders } from './queries.ts';
import { countNarrowed } from './queue-filter.ts';
import './order-queue.css';
import './words.ts';

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
  const [get] = useFilters();
  const why = countNarrowed(get) > 0 ? 'narrowed' : 'title';
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="pane-pad" />;
  if (found.isError && !found.data)
    return (
      <div className="pane-pad">
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />
      </div>
    );
  if (orders.length === 0 && !found.hasNextPage)
    return (
      <Nothing words={t(`orders.none.${why}`)}>
        <p className="field-hint">{t(why === 'title' ? 'orders.none.text' : 'orders.none.narrowedText')}</p>
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
