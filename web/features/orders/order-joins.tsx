import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Order } from '#domain/contract/orders.ts';

/** The desk's or the unit's own page of another order. */
const useBase = () => {
  const [path] = useLocation();
  return path.replace(/\/\d{1,18}$/, '');
};

/** Which order it is part of, and which became part of it. */
export const OrderJoins = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const base = useBase();
  const link = (id: string) => (
    <Link key={id} href={`${base}/${id}`}>
      {t('orders.number', { id })}
    </Link>
  );
  return (
    <>
      {order.mergedInto !== null && <Alert type="info" showIcon title={t('orders.other.merged', { id: order.mergedInto })} action={link(order.mergedInto)} />}
      {order.absorbed.length > 0 && (
        <p className="order-words order-absorbed">
          {t('orders.other.absorbed')} {order.absorbed.map(link)}
        </p>
      )}
    </>
  );
};
