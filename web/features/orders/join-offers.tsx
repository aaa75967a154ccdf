import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { percentOf } from '#domain/act-because.ts';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { HazardTag, StateTag } from '../../staff/tags.tsx';
import { emptyDraft } from './drafts.ts';
import { useAct } from './use-act.ts';
import { useDone } from './use-done.tsx';

type Offer = Order['joinOffers'][number];
const likeliestReasons = 4;

/** The heaviest reasons, for and against. */
const heaviest = ({ reasons }: Offer) => [...reasons].sort((a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0)).slice(0, likeliestReasons);

const Answers = ({ order, offer, percent }: { order: Order; offer: Offer; percent: number }) => {
  const { t } = useTranslation();
  const act = useAct(order, useDone());
  const say = (action: OrderAction) =>
    act.mutate({ action, draft: { ...emptyDraft, orderId: offer.orderId, because: action === 'merge' ? { code: 'note-same-place', percent } : undefined } });
  return (
    <div className="order-buttons">
      {order.actions.includes('merge') && (
        <Button size="small" loading={act.isPending} onClick={() => say('merge')}>
          {t('orders.offer.merge')}
        </Button>
      )}
      {order.actions.includes('keep_apart') && (
        <Button size="small" disabled={act.isPending} onClick={() => say('keep_apart')}>
          {t('orders.offer.apart')}
        </Button>
      )}
      {act.isError && <ProblemNotice error={act.error} />}
    </div>
  );
};

const OneOffer = ({ order, offer }: { order: Order; offer: Offer }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  const [path] = useLocation();
  const percent = percentOf(offer.probability);
  return (
    <li className="join-offer">
      <Link href={`${path.replace(/\/\d{1,18}$/, '')}/${offer.orderId}`}>{t('orders.offer.lead', { id: offer.orderId, percent })}</Link>
      <p className="order-quiet">
        {offer.isHazard && <HazardTag />} <StateTag state={offer.state} /> {named(offer.kind)}&nbsp;·{' '}
        {t('orders.offer.where', { distance: format.distance(offer.distanceM), unit: named(offer.unit), count: offer.reportCount })}
      </p>
      <ul className="plain-list order-quiet">
        {heaviest(offer).map((reason) => (
          <li key={reason.code}>
            {(reason.weight ?? 0) < 0 ? '−' : '+'} {wordReason(reason, language)}
          </li>
        ))}
      </ul>
      <Answers order={order} offer={offer} percent={percent} />
    </li>
  );
};

/** The open orders that may be about the same place, with the reasons: whoever dispatches joins, or keeps apart. */
export const JoinOffers = ({ order }: { order: Order }) => (
  <ul className="plain-list">
    {order.joinOffers.map((offer) => (
      <OneOffer key={offer.orderId} order={order} offer={offer} />
    ))}
  </ul>
);
