import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Point } from '#domain/contract/terms.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { boxText } from '../../staff/bounds.ts';
import { StateTag } from '../../staff/tags.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { AddressOrStreet } from '../../ui/address.tsx';
import { useOrders } from '../orders/queries.ts';

/** How near an open order has to lie to be perhaps the same hole. */
const nearM = 60;
const metresPerDegree = 111_320;

const boxRound = ({ lon, lat }: Point): string => {
  const [dLat, dLon] = [nearM / metresPerDegree, nearM / metresPerDegree / Math.cos((lat * Math.PI) / 180)];
  return boxText([lon - dLon, lat - dLat, lon + dLon, lat + dLat]);
};

/** What is already being dealt with there: it may be what the caller means. */
export const OpenNearby = ({ at }: { at: Point | null }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const box = useDebounced(at ? boxRound(at) : undefined, 450);
  const found = useOrders({ state: 'open', bbox: box }, box !== undefined);
  // What stood under another place is not shown while this one is being looked up.
  const isHere = at !== null && box !== undefined && !found.isPlaceholderData;
  const orders = isHere ? (found.data?.pages[0]?.orders ?? []) : [];
  if (orders.length === 0) return null;
  return (
    <section className="known-reports" aria-live="polite">
      <h3>{t('desk.nearby.title', { count: orders.length, metres: nearM })}</h3>
      <ul className="plain-list">
        {orders.slice(0, 5).map((order) => (
          <li key={order.id}>
            <Link href={`/desk/${order.id}`}>
              {named(order.kind.name)}&nbsp;· <AddressOrStreet address={order.address} street={order.street} />
            </Link>
            <span>
              <StateTag state={order.state} /> {t('orders.reportCount', { count: order.reportCount })}&nbsp;· {format.instant(order.openedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
