import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Asset } from '#domain/contract/assets.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { useSession } from '../../client/session.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { homesOf } from '../../staff/homes.ts';
import { StateTag } from '../../staff/tags.tsx';

const isState = (state: string): state is OrderState => Object.hasOwn(orderTransitions, state);

/** Its orders, each leading to the reader's own desk. */
export const AssetOrders = ({ orders }: { orders: Asset['orders'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const session = useSession().data;
  const home = session ? homesOf(session).find((one) => one !== 'registry') : undefined;
  if (orders.length === 0) return <p className="quiet">{t('registry.noOrders')}</p>;
  return (
    <ul className="plain-list asset-orders">
      {orders.map((order) => (
        <li key={order.id}>
          {home ? <Link href={`/${home}/${order.id}`}>{named(order.kind)}</Link> : named(order.kind)}
          {isState(order.state) && <StateTag state={order.state} />}
          <time dateTime={order.openedAt}>{format.instant(order.openedAt)}</time>
        </li>
      ))}
    </ul>
  );
};
