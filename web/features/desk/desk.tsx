import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { Bounds, MapMark } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { marksOf } from '../orders/order-marks.ts';
import { OrderPanel } from '../orders/order-panel.tsx';
import { useOrder } from '../orders/queries.ts';
import { DeskQueue } from './desk-queue.tsx';
import { NewReport } from './new-report.tsx';

const corner = 17;

/** `/desk`, `/desk/123`, `/desk/new`. */
const usePlaceInDesk = () => {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const rest = path.split('/')[2] ?? '';
  const to = (next: string) => navigate(`/desk${next ? `/${next}` : ''}${search ? `?${search}` : ''}`);
  return { orderId: /^\d{1,18}$/.test(rest) ? rest : null, isNew: rest === 'new', to };
};

/** The dispatcher's map and queue side by side: choosing in one moves the other; the order, or a caller's report, beside them. */
export const Desk = ({ session, city }: { session: Session; city: City }) => {
  const { t } = useTranslation();
  const { orderId, isNew, to } = usePlaceInDesk();
  const chosen = useOrder(orderId);
  const [view, setView] = useState<View>('list');
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const [zoom, setZoom] = useState(corner);
  const [pin, setPin] = useState<Point | null>(null);
  const [reportMarks, setReportMarks] = useState<readonly MapMark[]>([]);
  const [pickedAsset, setPickedAsset] = useState<string | null>(null);

  const mayTakeCalls = session.permissions.includes('reports.forCallers');
  const isReporting = isNew && mayTakeCalls;
  const words = { place: t('orders.mark.place'), candidate: (rank: number) => t('orders.mark.candidate', { rank }) };
  const order = orderId !== null ? chosen.data : undefined;
  const marks = isReporting ? reportMarks : order ? marksOf(order, words) : [];
  const focus = isReporting ? null : order ? boundsAround([order.position]) : null;

  const hasDetail = orderId !== null || isReporting;
  return (
    <div className={`panes${hasDetail ? ' panes-with-detail' : ''}`} data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        <DeskQueue chosenId={orderId} bounds={bounds} onNew={mayTakeCalls ? () => to('new') : null} />
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          label={t('desk.map')}
          marks={marks}
          fitBounds={focus}
          selectedOrderId={orderId}
          selectedAssetId={pickedAsset ?? order?.assetId ?? null}
          onOrderClick={(id) => {
            if (!isReporting) to(id);
          }}
          onMoveEnd={(moved) => {
            setBounds(moved.bounds);
            setZoom(moved.zoom);
          }}
          {...(isReporting ? { onPick: setPin, onMarkClick: setPickedAsset } : {})}
        />
      </section>
      {orderId !== null && (
        <aside className="pane pane-detail">
          <OrderPanel key={orderId} id={orderId} session={session} onClose={() => to('')} />
        </aside>
      )}
      {isReporting && (
        <aside className="pane pane-detail">
          <NewReport
            city={city}
            pin={pin}
            mapZoom={zoom}
            onPin={setPin}
            picked={pickedAsset}
            onPicked={setPickedAsset}
            onMarks={setReportMarks}
            onShowMap={() => setView('map')}
            onClose={() => to('')}
          />
        </aside>
      )}
    </div>
  );
};
