import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

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

/** Each change: what, who, when, in their words; the latest first. */
export const OrderStory = ({ events }: { events: Order['events'] }) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const worded = (action: string) => (i18n.exists(`orders.event.${action}`) ? t(`orders.event.${action}`) : action);
  const items = [...events].reverse().map((event, i) => ({
    key: `${event.at}-${events.length - i}`,
    color: colours[event.action] ?? 'blue',
    content: (
      <div className="story-event">
        <strong>{worded(event.action)}</strong> <time dateTime={event.at}>{format.instant(event.at)}</time>
        <span className="order-quiet">
          {[event.person ? named(event.person) : t('orders.system'), event.unit ? named(event.unit) : ''].filter(Boolean).join(' · ')}
        </span>
        {event.note && <p className="order-words">{event.note}</p>}
      </div>
    ),
  }));
  return <Timeline items={items} className="story" />;
};
