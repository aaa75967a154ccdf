import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { QueueColumn } from '#domain/contract/preferences.ts';
import { isOver } from '#domain/order-transitions.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Remaining } from '../../staff/remaining.tsx';
import { HazardTag, StateTag, SupervisedTag } from '../../staff/tags.tsx';
import { Address } from '../../ui/address.tsx';

interface Props {
  readonly orders: readonly OrderRow[];
  readonly columns: readonly QueueColumn[];
  readonly chosenId: string | null;
  readonly hrefOf: (order: OrderRow) => string;
  readonly isSelected: ((order: OrderRow) => boolean) | null;
  readonly onSelect: (order: OrderRow) => void;
}

const useCell = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const cells: Readonly<Record<QueueColumn, (order: OrderRow) => ReactNode>> = {
    number: ({ id }) => <span className="mono">{id}</span>,
    kind: (order) => (
      <>
        {order.isHazard && <HazardTag />} <span className="order-table-kind">{named(order.kind.name)}</span>
      </>
    ),
    state: (order) => (
      <>
        <StateTag state={order.state} /> <SupervisedTag order={order} />
      </>
    ),
    address: ({ address }) => (address ? <Address of={address} isFirst /> : t('orders.unmatched')),
    street: ({ street }) => named(street),
    unit: ({ unit }) => named(unit.name),
    class: ({ assetClass }) => assetClass && named(assetClass),
    reports: ({ reportCount }) => reportCount,
    opened: ({ openedAt }) => format.instant(openedAt),
    due: (order) => !isOver(order.state) && <Remaining dueAt={order.dueAt} />,
  };
  return cells;
};

/** The queue with columns of one's own; the first names the order and leads to it. */
export const OrderTable = ({ orders, columns, chosenId, hrefOf, isSelected, onSelect }: Props) => {
  const { t } = useTranslation();
  const cells = useCell();
  const shown: readonly QueueColumn[] = columns.length === 0 ? ['number'] : columns;
  return (
    <table className="order-table">
      <thead>
        <tr>
          {isSelected && <th scope="col">{t('desk.many.select')}</th>}
          {shown.map((column) => (
            <th key={column} scope="col">
              {t(`desk.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} aria-current={order.id === chosenId ? 'true' : undefined} className={order.isHazard ? 'is-hazard' : ''}>
            {isSelected && (
              <td>
                <Checkbox aria-label={t('desk.many.selectOne', { id: order.id })} checked={isSelected(order)} onChange={() => onSelect(order)} />
              </td>
            )}
            {shown.map((column, i) => (
              <td key={column}>{i === 0 ? <Link href={hrefOf(order)}>{cells[column](order)}</Link> : cells[column](order)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
