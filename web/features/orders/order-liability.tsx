import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { isOfBillBefore } from '#domain/objection.ts';
import { hrefOf } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { getBill } from '../../staff/routes.ts';
import { dot } from '../../ui/dotted.ts';
import { BillForm, ObjectionForm, SettleForm } from './liability-form.tsx';
import { PhotoStrip } from './photo-strip.tsx';

/** What its reader may do with a case now; who asks for the money hears that others settle it. */
const Steps = ({ orderId, one }: { orderId: string; one: Order['liability'][number] }) => {
  const { t } = useTranslation();
  return (
    <>
      {one.mayObject && <ObjectionForm orderId={orderId} one={one} />}
      {one.mayBill && <BillForm orderId={orderId} one={one} />}
      {one.maySettle && <SettleForm orderId={orderId} one={one} />}
      {one.mayBill && !one.maySettle && <small>{t('orders.liability.settledByOthers')}</small>}
    </>
  );
};

/** Who should have come and who acted in their place: settled afterwards, apart from the hole itself. */
export const OrderLiability = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  return (
    <ul className="plain-list order-assignments">
      {order.liability.map((one) => (
        <li key={one.id}>
          <span>{t('orders.liability.one', { unit: named(one.unit), fallback: named(one.fallbackUnit) })}</span>
          <small>
            {wordReason(one.reason, language)}&nbsp;·{' '}
            {one.settledAt
              ? t('orders.liability.settled', { at: format.instant(one.settledAt) })
              : t('orders.liability.opened', { at: format.instant(one.openedAt) })}
          </small>
          {one.billFen === null && one.settledAt === null && <small>{t('orders.liability.noBill')}</small>}
          {one.billFen !== null && (
            <small>
              {t('orders.liability.billed', { yuan: (one.billFen / 100).toFixed(2), note: one.billNote ?? '' })}
              {one.outcome && `${dot}${t(`orders.liability.${one.outcome}`)}${dot}${one.settlement ?? ''}`}
            </small>
          )}
          {one.outcome === 'unbilled' && (
            <small>
              {t('orders.liability.unbilled')} · {one.settlement}
            </small>
          )}
          {one.billFen !== null && (
            <a href={hrefOf(getBill.path, { id: one.id }, { lang: language })} target="_blank" rel="noreferrer">
              {t('orders.liability.paper')}
            </a>
          )}
          {one.objection && (
            <p className="order-words">
              <strong>
                {t(isOfBillBefore(one) ? 'orders.liability.objectedBefore' : 'orders.liability.objected', {
                  at: format.instant(one.objection.at),
                  by: named(one.objection.by),
                })}
              </strong>{' '}
              {one.objection.note}
            </p>
          )}
          <PhotoStrip photos={one.objectionPhotos} label="orders.liability.objectionPhoto" />
          <Steps orderId={order.id} one={one} />
        </li>
      ))}
    </ul>
  );
};
