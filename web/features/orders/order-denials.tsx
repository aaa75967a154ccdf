import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { awaitsDecision } from './awaits-decision.ts';
import { PhotoStrip } from './photo-strip.tsx';

/** Who said "not ours", why, what they showed, and whether it was decided that they were right. */
export const OrderDenials = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const verdict = (upheld: boolean | null) => t(`orders.denial.${upheld === null ? 'open' : upheld ? 'right' : 'wrong'}`);
  return (
    <>
      <ul className="plain-list order-assignments">
        {order.denials.map((one) => (
          <li key={one.unit.id}>
            <span>{named(one.unit.name)}</span>
            <small>
              {format.instant(one.at)}&nbsp;· {verdict(one.upheld)}
            </small>
            <small>{one.note}</small>
          </li>
        ))}
      </ul>
      {awaitsDecision(order) && order.actions.includes('dispatch') && <p className="order-words">{t('orders.denial.howDecided')}</p>}
      <PhotoStrip photos={order.evidencePhotos} label="orders.denial.photo" />
    </>
  );
};
