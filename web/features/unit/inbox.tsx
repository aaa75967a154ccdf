import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Bounds } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { deskMapFilters, MapFilterFields } from '../../staff/map-filter-fields.tsx';
import { StaffMap } from '../../staff/staff-map.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useViewInAddress } from '../../staff/use-view-in-address.ts';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { marksOf } from '../orders/order-marks.ts';
import { OrderPanel } from '../orders/order-panel.tsx';
import { OrderQueue } from '../orders/order-queue.tsx';
import { type OrderFilter, ordersOf, useOrder, useOrders } from '../orders/queries.ts';
import { doneChoices, openChoices, queueFilterOf } from '../orders/queue-filter.ts';
import { FoldedQueueFilters } from '../orders/queue-filters.tsx';
import { UnitTitle, useUnit } from './unit-tabs.tsx';
import './unit.css';

const parts = ['accountable', 'informed', 'done'] as const;
type Part = (typeof parts)[number];

/** What this unit must do, accountable or as the fallback, comes by unit; what its person's units were only told of is everything else they can see. */
const inboxFilterOf = (part: Part, unitId: string | undefined): OrderFilter => ({
  unitId: part === 'informed' ? undefined : unitId,
  part: part === 'informed' ? 'informed' : 'acting',
});

/** The owner's inbox by clock, the chosen order and where it is. */
export const Inbox = ({ session, city }: { session: Session; city: City }) => {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const search = useSearch();
  const [get, change] = useFilters();
  const [view, setView] = useState<View>('list');
  const orderId = /^\/unit\/(\d{1,18})$/.exec(path)?.[1] ?? null;
  const part = parts.find((one) => one === get('part')) ?? 'accountable';
  const unit = useUnit(session)?.id;
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const inView = useViewInAddress(get, change, get('view') === '1');
  const choices = part === 'done' ? doneChoices : openChoices;
  // The map tells each move; the queue follows when it rests.
  const found = useOrders({ ...queueFilterOf(get, choices, useDebounced(bounds)), ...inboxFilterOf(part, unit) });
  const orders = ordersOf(found);
  const order = useOrder(orderId).data;
  const to = (id: string | null) => navigate(`/unit${id ? `/${id}` : ''}${search ? `?${search}` : ''}`);
  const words = { place: t('orders.mark.place'), chosen: t('orders.mark.chosen'), candidate: (rank: number) => t('orders.mark.candidate', { rank }) };
  return (
    <div className={`panes${orderId ? ' panes-wide-detail' : ''}`} data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        <div className="queue-tools">
          <UnitTitle session={session} />
          <Segmented
            block
            aria-label={t('unit.part.label')}
            value={part}
            onChange={(next) => change({ part: next === 'accountable' ? null : next, state: null })}
            options={parts.map((value) => ({ value, label: t(`unit.part.${value}`) }))}
          />
          <FoldedQueueFilters get={get} change={change} choices={choices} counts={part === 'done' ? {} : (found.data?.pages[0]?.counts ?? {})} />
          <MapFilterFields city={city} get={get} change={change} />
        </div>
        <OrderQueue found={found} orders={orders} base="/unit" chosenId={orderId} label={t('unit.orders')} ownUnit={unit} />
      </section>
      {orderId && (
        <aside className="pane pane-detail">
          <OrderPanel key={orderId} id={orderId} session={session} onClose={() => to(null)} />
        </aside>
      )}
      <section className="pane pane-map">
        <StaffMap
          city={city}
          label={t('unit.map')}
          start={inView.start}
          goTo={inView.goTo}
          hasLegend
          filters={deskMapFilters(get)}
          marks={order ? marksOf(order, words) : []}
          fitBounds={order ? boundsAround([order.position]) : null}
          selectedOrderId={orderId}
          selectedAssetId={order?.assetId ?? null}
          onMoveEnd={(moved) => {
            setBounds(moved.bounds);
            inView.tell(moved);
          }}
          onOrderClick={to}
        />
      </section>
    </div>
  );
};
