import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Order, OrderRow } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { AreaTool, Bounds, MapMark } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { deskMapFilters } from '../../staff/map-filter-fields.tsx';
import { usePreferences } from '../../staff/preferences.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useOutlineProblem } from '../../staff/use-outline-problem.ts';
import { useViewInAddress } from '../../staff/use-view-in-address.ts';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { marksOf } from '../orders/order-marks.ts';
import { OrderPanel } from '../orders/order-panel.tsx';
import { pointAt } from '../orders/pointing.ts';
import { type OrderFilter, ordersOf, useOrder, useOrders } from '../orders/queries.ts';
import { ActOnMany } from './act-on-many.tsx';
import { BrokenOffNotice } from './broken-off-notice.tsx';
import { useDangerSound } from './danger-sound.ts';
import { DeskQueue, deskFilterOf } from './desk-queue.tsx';
import { DeskTools } from './desk-tools.tsx';
import { KeyHelp } from './key-help.tsx';
import { NewReport } from './new-report.tsx';
import { useDeskKeys } from './use-desk-keys.ts';
import { ordersWithin, type Selection, useSelection } from './use-selection.ts';
import '../../staff/many.css';
import './desk.css';

const corner = 17;

/** `/desk`, `/desk/123`, `/desk/new`. */
const usePlaceInDesk = () => {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const rest = path.split('/')[2] ?? '';
  const to = (next: string) => navigate(`/desk${next ? `/${next}` : ''}${search ? `?${search}` : ''}`);
  return { orderId: /^\d{1,18}$/.test(rest) ? rest : null, isNew: rest === 'new', to };
};

/** Where the orders are when the desk opens, else where its reader dispatches; later, or where its address says the place, the map stays where its reader put it. */
const useStart = (orders: readonly OrderRow[] | undefined, area: Bounds | null, isPlaced: boolean): Bounds | null => {
  const [start, setStart] = useState<Bounds | null>(null);
  const first = start === null && orders && !isPlaced ? (boundsAround(orders.map((order) => order.position)) ?? area) : null;
  if (first) setStart(first);
  return start;
};

/** What a report being taken shows on the map, and what the map gives back. */
const useReporting = () => {
  const [pin, setPin] = useState<Point | null>(null);
  const [marks, setMarks] = useState<readonly MapMark[]>([]);
  const [picked, setPicked] = useState<string | null>(null);
  const focus = pin === null ? boundsAround(marks.map((mark) => mark.position)) : null;
  return { pin, setPin, marks, setMarks, picked, setPicked, focus };
};

const useOrderMarks = (order: Order | undefined): MapMark[] => {
  const { t } = useTranslation();
  return order
    ? marksOf(order, { place: t('orders.mark.place'), chosen: t('orders.mark.chosen'), candidate: (rank: number) => t('orders.mark.candidate', { rank }) })
    : [];
};

/** Its asset; what is clicked may be the one that is meant, where this reader may say so. */
const pointingAt = (order: Order | undefined) => ({
  selectedAssetId: order?.assetId ?? null,
  ...(order?.actions.includes('choose_asset') ? { onMarkClick: pointAt, onAssetClick: pointAt } : {}),
});

const drawn = { mostVertices: 200, mostKm2: 2000 };

/** Drawing on the map chooses the orders within; what is wrong with an outline is said beside it. */
const useDrawing = (selection: Selection, filter: OrderFilter, onFailed: (error: unknown) => void): AreaTool => {
  const problemOf = useOutlineProblem(drawn);
  const [corners, setCorners] = useState<readonly Point[] | null>(null);
  return {
    corners,
    problemOf,
    onChange: (outline) => {
      setCorners(outline);
      if (outline === null) selection.clear();
      else ordersWithin(outline, filter).then(selection.set, onFailed);
    },
  };
};

/** The dispatcher's map and queue side by side: choosing in one moves the other; the order, or a caller's report, beside them. */
export const Desk = ({ session, city }: { session: Session; city: City }) => {
  const { t } = useTranslation();
  const { orderId, isNew, to } = usePlaceInDesk();
  const [get, changeFilters] = useFilters();
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const inView = useViewInAddress(get, changeFilters, get('view') === '1');
  // The map tells each move; the queue follows when it rests.
  const filter = deskFilterOf(get, useDebounced(bounds));
  const found = useOrders(filter);
  const orders = ordersOf(found);
  const order = useOrder(orderId).data;
  const start = useStart(found.data?.pages[0]?.orders, session.area, inView.start !== null);
  const orderMarks = useOrderMarks(order);
  const report = useReporting();
  const [view, setView] = useState<View>('list');
  const [zoom, setZoom] = useState(corner);

  const selection = useSelection();
  const [isSelecting, setIsSelecting] = useState(false);
  const [shownOver, setShownOver] = useState<'keys' | 'many' | null>(null);
  const { message } = App.useApp();
  const { preferences, isKnown, change } = usePreferences();
  const area = useDrawing(selection, filter, () => void message.error(t('staff.problem.load')));
  const chosen = [...selection.chosen.values()];
  useDangerSound(preferences.dangerSound);

  const mayTakeCalls = session.permissions.includes('reports.forCallers');
  const isReporting = isNew && mayTakeCalls;
  // Asked for where the form stands already: the next call, once this one is taken.
  const [nextCalls, setNextCalls] = useState(0);
  const takeCall = mayTakeCalls ? () => (isReporting ? setNextCalls((before) => before + 1) : to('new')) : null;
  useDeskKeys({
    orders,
    filter,
    orderId,
    to,
    onChoose: isSelecting ? selection.toggle : null,
    onDangers: () => changeFilters({ hazard: get('hazard') === '1' ? null : '1' }),
    onReport: takeCall,
    onHelp: () => setShownOver('keys'),
    onFailed: () => void message.error(t('staff.problem.load')),
  });
  const orderFocus = order ? boundsAround([order.position]) : start;
  const shown = isReporting
    ? { marks: report.marks, fitBounds: report.focus, selectedAssetId: report.picked, onPick: report.setPin, onMarkClick: report.setPicked }
    : { marks: orderMarks, fitBounds: orderFocus, selectedOrderId: orderId, onOrderClick: to, ...pointingAt(order) };
  return (
    <div className={`panes${orderId !== null || isReporting ? ' panes-with-detail' : ''}`} data-view={view} data-queue={preferences.queueView}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        <BrokenOffNotice
          by={session.username}
          onRest={(rest) => {
            setIsSelecting(true);
            selection.set(rest);
          }}
        />
        <DeskQueue
          mayCallBack={mayTakeCalls}
          city={city}
          found={found}
          orders={orders}
          chosenId={orderId}
          onNew={takeCall}
          selection={isSelecting ? selection : null}
          tools={
            <DeskTools
              by={session.username}
              mayDispatch={session.permissions.includes('orders.dispatch')}
              isSelecting={isSelecting}
              onSelecting={(next) => {
                setIsSelecting(next);
                if (!next) selection.clear();
              }}
              chosen={chosen}
              onAct={() => setShownOver('many')}
              onHelp={() => setShownOver('keys')}
            />
          }
        />
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          label={t('desk.map')}
          start={inView.start}
          goTo={inView.goTo}
          hasLegend
          filters={deskMapFilters(get)}
          {...(isSelecting ? { area } : {})}
          onMoveEnd={(moved) => {
            setBounds(moved.bounds);
            setZoom(moved.zoom);
            inView.tell(moved);
          }}
          {...shown}
        />
      </section>
      {shownOver === 'keys' && <KeyHelp preferences={preferences} isKnown={isKnown} onChange={change} onClose={() => setShownOver(null)} />}
      {shownOver === 'many' && (
        <ActOnMany
          orders={chosen}
          session={session}
          onClose={(left) => {
            selection.set(left);
            setShownOver(null);
          }}
        />
      )}
      {orderId !== null && (
        <aside className="pane pane-detail">
          <OrderPanel key={orderId} id={orderId} session={session} onClose={() => to('')} />
        </aside>
      )}
      {isReporting && (
        <aside className="pane pane-detail">
          <NewReport
            city={city}
            nextCalls={nextCalls}
            pin={report.pin}
            mapZoom={zoom}
            onPin={report.setPin}
            picked={report.picked}
            onPicked={report.setPicked}
            onMarks={report.setMarks}
            onShowMap={() => setView('map')}
            onClose={() => to('')}
          />
        </aside>
      )}
    </div>
  );
};
