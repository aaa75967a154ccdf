import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Order } from '#domain/contract/orders.ts';

/** Another order's number, which leads to it on the desk or on the unit's own page. */
export const OrderLink = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const [path] = useLocation();
  return <Link href={`${path.replace(/\/\d{1,18}$/, '')}/${id}`}>{t('orders.number', { id })}</Link>;
};

/** Out of which order it was split, which it is part of, and which became part of it. */
export const OrderJoins = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const from = order.events.find(({ action }) => action === 'split_from')?.orderId;
  return (
    <>
      {from && (
        <p className="order-words order-absorbed">
          {t('orders.other.splitFrom')} <OrderLink id={from} />
        </p>
      )}
      {order.mergedInto !== null && (
        <Alert type="info" showIcon title={t('orders.other.merged', { id: order.mergedInto })} action={<OrderLink id={order.mergedInto} />} />
      )}
      {order.absorbed.length > 0 && (
        <p className="order-words order-absorbed">
          {t('orders.other.absorbed')}{' '}
          {order.absorbed.map((id) => (
            <OrderLink key={id} id={id} />
          ))}
        </p>
      )}
    </>
  );
};
