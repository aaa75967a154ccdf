import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNow } from '../../staff/use-now.ts';
import './order-print.css';

/** What only paper needs: the place in figures where the map would be, and who printed it and when. */
export const OrderPaper = ({ order, session }: { order: Order; session: Session }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  const now = useNow();
  const { lon, lat } = order.position;
  return (
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
      <dt>{t('orders.paper.unit')}</dt>
      <dd>{named(order.unit.name)}</dd>
      <dt>{t('orders.paper.opened')}</dt>
      <dd>{instant(order.openedAt)}</dd>
      <dt>{t('orders.paper.printed')}</dt>
      <dd>
        {instant(new Date(now).toISOString())} · {named(session.name)}
      </dd>
    </dl>
  );
};
