import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { isOver } from '#domain/order-transitions.ts';
import { useFormat } from '../../client/use-format.ts';
import { dot } from '../../ui/dotted.ts';
import { AddForCaller } from './add-for-caller.tsx';
import { CallerClock } from './caller-clock.tsx';
import { ContactReveal } from './contact-reveal.tsx';
import { PhotoStrip } from './photo-strip.tsx';

/** Told by its number, it has a place that nobody had to find. */
const isRough = ({ accuracyM }: Order['reports'][number]): boolean => accuracyM >= 0.5;

/** What each caller said; their names and numbers stay masked until someone who may looks, which is logged. */
export const OrderReports = ({ order, mayAdd }: { order: Order; mayAdd: boolean }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <ul className="plain-list order-reports">
        {order.reports.map((report) => (
          <li key={`${report.number}-${report.receivedAt}`}>
            <div className="report-top">
              <Tag>{t(`orders.channel.${report.channel}`)}</Tag>
              <time dateTime={report.receivedAt}>{format.instant(report.receivedAt)}</time>
              {report.number && <span className="mono">{report.number}</span>}
            </div>
            <p className={report.text ? 'order-words' : 'order-quiet'}>{report.text || t('orders.noWords')}</p>
            <p className="order-quiet">
              {report.hasContact ? `${t('orders.contact')} ${report.contactMasked ?? ''}` : t('orders.noContact')}
              {isRough(report) && `${dot}${t('orders.accuracy', { distance: format.distance(report.accuracyM) })}`}
            </p>
            <CallerClock order={order} report={report} />
            <PhotoStrip photos={report.photos} label="orders.photo" />
            {report.additions.map((added) => (
              <div key={`${added.at} ${added.text}`} className="report-added">
                <time dateTime={added.at}>{t('orders.addedAt', { at: format.instant(added.at) })}</time>
                {added.text && <p className="order-words">{added.text}</p>}
                <PhotoStrip photos={added.photos} label="orders.photo" />
              </div>
            ))}
            {mayAdd && report.number && !isOver(order.state) && <AddForCaller orderId={order.id} number={report.number} />}
          </li>
        ))}
      </ul>
      <ContactReveal order={order} />
    </>
  );
};
