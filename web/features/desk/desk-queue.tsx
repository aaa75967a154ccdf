import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { isOver, orderTransitions } from '#domain/order-transitions.ts';
import type { Bounds } from '../../map/types.ts';
import { boxText } from '../../staff/bounds.ts';
import { MapFilterFields } from '../../staff/map-filter-fields.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { OrderQueue } from '../orders/order-queue.tsx';
import type { OrderFilter, useOrders } from '../orders/queries.ts';
import { DeskFilters } from './desk-filters.tsx';

const states = ['open', 'done', ...(Object.keys(orderTransitions) as OrderState[])] as const;
const marks = ['supervised', 'docketed', 'asked'] as const;

/** The filters as they stand in the address, and what the map shows when that is asked for. */
export const deskFilterOf = (get: (name: string) => string | undefined, bounds: Bounds | null): OrderFilter => ({
  state: states.find((state) => state === get('state')) ?? 'open',
  unitId: get('unit'),
  placeCode: get('place'),
  hazard: get('hazard') === '1' ? true : undefined,
  mark: marks.find((mark) => mark === get('mark')),
  bbox: get('view') === '1' && bounds !== null ? boxText(bounds) : undefined,
});

interface Props {
  readonly city: City;
  readonly found: ReturnType<typeof useOrders>;
  readonly chosenId: string | null;
  readonly onNew: (() => void) | null;
}

/** The queue with its filters: dangers first, then the soonest due. */
export const DeskQueue = ({ city, found, chosenId, onNew }: Props) => {
  const { t } = useTranslation();
  const [get, change] = useFilters();
  const { state } = deskFilterOf(get, null);
  const loaded = found.data?.pages.flatMap((page) => page.orders) ?? [];
  // The API gives the soonest due first; a danger goes before any paper deadline.
  const isDone = state === 'done' || (state !== undefined && state !== 'open' && isOver(state));
  const orders = isDone ? loaded : [...loaded.filter((order) => order.isHazard), ...loaded.filter((order) => !order.isHazard)];
  return (
    <>
      <div className="queue-tools">
        <div className="queue-title">
          <h1>{t('desk.queue')}</h1>
          {onNew && (
            <Button type="primary" icon={<PlusOutlined />} onClick={onNew}>
              {t('desk.new.open')}
            </Button>
          )}
        </div>
        <DeskFilters get={get} change={change} counts={found.data?.pages[0]?.counts ?? {}} />
        <MapFilterFields city={city} get={get} change={change} />
      </div>
      <OrderQueue found={found} orders={orders} base="/desk" chosenId={chosenId} label={t('desk.queue')} />
    </>
  );
};
