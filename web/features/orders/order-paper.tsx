import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { useCity } from '../../client/city.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { PaperMap as Drawn } from '../../map/paper-map.ts';
import { PaperMap } from './paper-map.tsx';
import './order-print.css';

/** What only paper needs: its place as a map and in figures, and who printed it and when. */
export const OrderPaper = ({ order, session, map }: { order: Order; session: Session; map: Drawn | null }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { moment } = useFormat();
  const now = useNow();
  const city = useCity().data;
  const { lon, lat } = order.position;
  return (
    <>
      {map && <PaperMap map={map} isDemo={city?.isDemo ?? false} />}
      <dl className="order-paper">
        <dt>{t('orders.paper.place')}</dt>
        <dd>
          {lon.toFixed(6)}, {lat.toFixed(6)} (WGS 84)
        </dd>
        {order.assetId && (
          <>
            <dt>{t('orders.paper.plate')}</dt>
            <dd>{formatPlate(order.assetId)}</dd>
          </>
        )}
        <dt>{t(order.mergedInto === null ? 'orders.paper.unit' : 'orders.goesOn')}</dt>
        <dd>{order.mergedInto === null ? named(order.unit.name) : t('orders.number', { id: order.mergedInto })}</dd>
        <dt>{t('orders.paper.opened')}</dt>
        <dd>{moment(order.openedAt)}</dd>
        <dt>{t('orders.paper.printed')}</dt>
        <dd>
          {moment(new Date(now).toISOString())}&nbsp;· {named(session.name)}
        </dd>
      </dl>
    </>
  );
};
