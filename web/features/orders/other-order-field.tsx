import { Button, Input, Radio } from 'antd';
import { type KeyboardEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { percentOf } from '#domain/act-because.ts';
import type { Language } from '#domain/contract/common-errors.ts';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import type { ChangeDraft, Draft } from './drafts.ts';
import './order-match.css';
import { dotted } from '../../ui/dotted.ts';

interface Props {
  readonly order: Order;
  readonly draft: Draft;
  readonly change: ChangeDraft;
}

type Offer = Order['joinOffers'][number];

/** As it is put into the box, where its person may write on: their own words from then on. */
const wordSame = (offer: Offer, language: Language) => wordReason({ code: 'note-same-place', params: { percent: percentOf(offer.probability) } }, language);

const Line = ({ offer, digit }: { offer: Offer; digit: string | undefined }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { orderId, kind, unit, distanceM } = offer;
  return (
    <span className="choice">
      <KeySign of={digit} />
      <span className="mono">{t('orders.number', { id: orderId })}</span>
      <small>{dotted([`${percentOf(offer.probability)}%`, named(kind), t('orders.distance', { distance: format.distance(distanceM) }), named(unit)])}</small>
    </span>
  );
};

/** The orders that are likely of the same hole, the likeliest chosen already; a digit chooses another. */
const Likely = ({ order: { joinOffers }, draft, change }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const byDigit = (event: KeyboardEvent) => {
    const meant = joinOffers[Number(event.key) - 1];
    if (meant && event.target instanceof HTMLInputElement && event.target.type === 'radio') change({ orderId: meant.orderId });
  };
  const chosen = joinOffers.find(({ orderId }) => orderId === draft.orderId);
  return (
    <fieldset className="field order-choices" onKeyDown={byDigit}>
      <legend>{t('orders.section.offers')}</legend>
      <Radio.Group vertical value={draft.orderId ?? null} onChange={(event) => change({ orderId: event.target.value })}>
        {joinOffers.map((offer, i) => (
          <Radio key={offer.orderId} value={offer.orderId}>
            <Line offer={offer} digit={joinOffers.length > 1 ? String(i + 1) : undefined} />
          </Radio>
        ))}
      </Radio.Group>
      {chosen && (
        <div className="order-buttons">
          <Button size="small" onClick={() => change({ note: wordSame(chosen, language) })}>
            {t('orders.other.because', { note: wordSame(chosen, language) })}
          </Button>
        </div>
      )}
    </fieldset>
  );
};

/** The order that this one becomes part of: one of those that are likely the same, or any other by its number. */
export const OtherOrderField = ({ order, draft, change }: Props) => {
  const { t } = useTranslation();
  const refused = useRefused('orderId');
  const [likeliest] = order.joinOffers;
  // What was chosen or typed before stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: offered once, when the form opens
  useEffect(() => {
    if (likeliest && draft.orderId === undefined) change({ orderId: likeliest.orderId });
  }, []);
  return (
    <>
      {likeliest && <Likely order={order} draft={draft} change={change} />}
      <div className="field">
        <label htmlFor="act-order">{t(likeliest ? 'orders.other.another' : 'orders.other.label')}</label>
        <Input
          id="act-order"
          inputMode="numeric"
          maxLength={18}
          placeholder={t('orders.other.placeholder')}
          value={draft.orderId ?? ''}
          {...refused}
          onChange={(event) => change({ orderId: event.target.value.replace(/\D/g, '') || undefined })}
        />
        <RefusalAt field="orderId" />
      </div>
    </>
  );
};
