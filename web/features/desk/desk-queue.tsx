import { PlusOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { Bounds } from '../../map/types.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { MapFilterFields } from '../../staff/map-filter-fields.tsx';
import { usePreferences } from '../../staff/preferences.ts';
import { type GetFilter, useFilters } from '../../staff/use-filters.ts';
import { useDeviceWish } from '../../ui/use-device-wish.ts';
import { OrderQueue } from '../orders/order-queue.tsx';
import { useOwnKeys } from '../orders/own-keys.ts';
import type { OrderFilter, useOrders } from '../orders/queries.ts';
import { deskChoices, queueFilterOf } from '../orders/queue-filter.ts';
import { FoldedQueueFilters, QueueFilters } from '../orders/queue-filters.tsx';
import { deskKeys } from './desk-keys.ts';
import { OrderTable } from './order-table.tsx';
import type { Selection } from './use-selection.ts';

/** The filters as they stand in the address, and what the map shows when that is asked for. */
export const deskFilterOf = (get: GetFilter, bounds: Bounds | null): OrderFilter => ({ ...queueFilterOf(get, deskChoices, bounds), unitId: get('unit') });

interface Props {
  readonly city: City;
  readonly found: ReturnType<typeof useOrders>;
  readonly orders: readonly OrderRow[];
  readonly chosenId: string | null;
  readonly onNew: (() => void) | null;
  /** null: nothing is being chosen to be acted on together */
  readonly selection: Selection | null;
  readonly tools: ReactNode;
  /** Whether the reader calls callers back: how many wait is told them unasked. */
  readonly mayCallBack: boolean;
}

/** The queue with its filters: dangers first, the newest of them at the top unless its reader wants them by clock; then the soonest due. */
export const DeskQueue = ({ city, found, orders, chosenId, onNew, selection, tools, mayCallBack }: Props) => {
  const { t } = useTranslation();
  const [get, change] = useFilters();
  const { queueView, queueColumns } = usePreferences().preferences;
  const { keys, isOn } = useOwnKeys(deskKeys);
  // As high as a thumb needs them they would leave a phone's queue two lines.
  const Filters = useDeviceWish('roomForThumbs') ? FoldedQueueFilters : QueueFilters;
  const has = (order: OrderRow) => selection?.chosen.has(order.id) ?? false;
  const toCallBack = found.data?.pages[0]?.counts['checked'] ?? 0;
  const toggle = (order: OrderRow) => selection?.toggle(order);
  const table = (hrefOf: (order: OrderRow) => string) => (
    <OrderTable orders={orders} columns={queueColumns} chosenId={chosenId} hrefOf={hrefOf} isSelected={selection && has} onSelect={toggle} />
  );
  return (
    <>
      <div className="queue-tools">
        <div className="queue-title">
          <h1>{t('desk.queue')}</h1>
          {onNew && (
            <Button type="primary" icon={<PlusOutlined />} onClick={onNew} {...(isOn ? { 'aria-keyshortcuts': keys.report } : {})}>
              {t('desk.new.open')} {isOn && <KeySign of={keys.report} />}
            </Button>
          )}
        </div>
        {mayCallBack && toCallBack > 0 && (
          <Button
            size="small"
            className="queue-call-back"
            aria-pressed={get('state') === 'checked'}
            onClick={() => change({ state: get('state') === 'checked' ? null : 'checked' })}
          >
            {t('desk.toCallBack')} <Badge count={toCallBack} overflowCount={999} size="small" />
          </Button>
        )}
        <Filters get={get} change={change} choices={deskChoices} counts={found.data?.pages[0]?.counts ?? {}} />
        <MapFilterFields city={city} get={get} change={change} />
        {tools}
      </div>
      <OrderQueue
        found={found}
        orders={orders}
        base="/desk"
        chosenId={chosenId}
        label={t('desk.queue')}
        table={queueView === 'table' ? table : null}
        selection={selection && { has, toggle }}
      />
    </>
  );
};
