import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import { wordNote } from '#domain/contract/reasons.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useMeasuredWords } from '../../staff/use-measured-words.ts';
import { dotted } from '../../ui/dotted.ts';
import { foldRepeats } from './fold-repeats.ts';
import { OrderLink } from './order-joins.tsx';
import { Waterfall } from './waterfall.tsx';

const colours: Readonly<Record<string, string>> = {
  return: 'red',
  rework: 'orange',
  close: 'green',
  void: 'gray',
  resolve: 'green',
  secure: 'green',
  overdue: 'red',
  escalate: 'red',
  silent: 'orange',
  absent: 'orange',
  nobody: 'red',
};

/** What gives an order to another unit: the unit of its line is who has it from then on, not who acted. */
const givesOn = new Set(['dispatch', 'return', 'hand_up', 'hand_down', 'hand_across', 'decide_docket', 'succeed']);

type Likelihood = NonNullable<Order['events'][number]['likelihood']>;

/** Never said to be certain: what is joined by its likelihood may be wrong. */
const mostPercent = 99.9;

const JoinedAs = ({ probability, reasons }: Likelihood) => {
  const { t } = useTranslation();
  const percent = Math.min(mostPercent, Math.round(probability * 1000) / 10);
  return (
    <details className="order-quiet">
      <summary>{t('orders.joinedAs', { percent })}</summary>
      <Waterfall reasons={reasons} />
    </details>
  );
};

/** Each change: what, who, when, in their words; the latest first. */
export const OrderStory = ({ events }: { events: Order['events'] }) => {
  const { t, i18n } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  const measuredWords = useMeasuredWords();
  const worded = (action: string) => (i18n.exists(`orders.event.${action}`) ? t(`orders.event.${action}`) : action);
  const unitWords = ({ action, unit }: Order['events'][number]) => {
    if (!unit) return '';
    return givesOn.has(action) ? t('orders.givenTo', { unit: named(unit) }) : named(unit);
  };
  const told = foldRepeats(events);
  const items = told.map(({ event, count, sinceAt }, i) => ({
    key: `${sinceAt}-${told.length - i}`,
    color: colours[event.action] ?? 'blue',
    content: (
      <div className="story-event">
        <strong>{worded(event.action)}</strong> <time dateTime={event.at}>{format.instant(event.at)}</time>
        <span className="order-quiet">{dotted([event.person ? named(event.person) : t('orders.system'), unitWords(event)])}</span>
        {count > 1 && <p className="order-words">{t('orders.repeated', { count, since: format.instant(sinceAt) })}</p>}
        {event.assetId && (
          <p className="mono">
            {t(event.action === 'choose_asset' ? 'orders.chosen.of' : 'orders.chosen.now')} {formatPlate(event.assetId)}
          </p>
        )}
        {event.orderId && (
          <p className="order-words">
            <OrderLink id={event.orderId} />
          </p>
        )}
        {event.crew && <p className="order-words">{t('orders.crew.line', { name: named(event.crew) })}</p>}
        {(event.note || event.because) && <p className="order-words">{wordNote(event.note, event.because, language)}</p>}
        {event.measured && <p className="order-words">{dotted(measuredWords(event.measured))}</p>}
        {event.likelihood && <JoinedAs {...event.likelihood} />}
      </div>
    ),
  }));
  return <Timeline items={items} className="story" />;
};
