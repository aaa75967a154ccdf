import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '#domain/contract/common-errors.ts';
import type { Order } from '#domain/contract/orders.ts';
import { wordNote, wordReason } from '#domain/contract/reasons.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { dot } from '../../ui/dotted.ts';
import { keeperOf } from './keeper-of.ts';
import { OrderLink } from './order-joins.tsx';

const Path = ({ path }: { path: Order['dispatchPath'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <ol className="plain-list dispatch-path" aria-label={t('orders.path')}>
      {path.map((unit, i) => (
        <li key={unit.id} aria-current={i === path.length - 1 ? 'step' : undefined}>
          {named(unit.name)}
        </li>
      ))}
    </ol>
  );
};

/** Why it ended: what its page wrote stands as a code with the act of that moment. */
const endOf = ({ endReason, endedAt }: Order['assignments'][number], events: Order['events'], language: Language): string =>
  wordNote(endReason, events.find(({ at, because }) => at === endedAt && because !== null)?.because ?? null, language);

const Assignments = ({ order: { assignments, events } }: { order: Order }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  return (
    <ul className="plain-list order-assignments" aria-label={t('orders.assignments')}>
      {assignments.map((one) => (
        <li key={`${one.unit.id}-${one.part}-${one.assignedAt}`}>
          <span>
            <Tag>{t(`orders.part.${one.part}`)}</Tag> {one.endedAt ? <s>{named(one.unit.name)}</s> : named(one.unit.name)}
          </span>
          <small>
            {format.instant(one.assignedAt)}
            {one.endedAt && `${dot}${t('orders.until', { at: format.instant(one.endedAt) })}`}
            {one.endReason && `${dot}${endOf(one, events, language)}`}
          </small>
          <small>{wordReason(one.reason, language)}</small>
          {one.crew && !one.endedAt && <small>{t('orders.crew.sent', { name: named(one.crew.name), at: format.instant(one.crew.sentAt) })}</small>}
        </li>
      ))}
    </ul>
  );
};

/** Whom the unit sent, beside who is accountable; a fallback's stands with its part. */
const sentBy = ({ assignments }: Order) =>
  assignments.find(({ part, endedAt, crew }) => part === 'accountable' && endedAt === null && crew !== null)?.crew ?? null;

/** Which unit acts, or which order it goes on as, for what reason, by which path, and who had it before or was told. */
export const OrderWhy = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const keeper = keeperOf(order);
  const sent = sentBy(order);
  return (
    <>
      {order.mergedInto !== null && (
        <p className="order-unit">
          <span className="order-quiet">{t('orders.goesOn')}</span> <OrderLink id={order.mergedInto} />
        </p>
      )}
      <p className="order-unit">
        <span className="order-quiet">{t(order.mergedInto === null ? 'orders.accountable' : 'orders.wasWith')}</span> <strong>{named(order.unit.name)}</strong>
        {keeper && <span className="order-keeper"> {t(`orders.keeper.${keeper}`)}</span>}
        {sent && <span className="order-sent">&nbsp;· {t('orders.crew.line', { name: named(sent.name) })}</span>}
      </p>
      {order.isMadeUp && <p className="order-words order-quiet">{t('orders.madeUpLong')}</p>}
      <p className="order-words">{wordReason(order.dispatchReason, language)}</p>
      {order.dispatchRule && (
        <p className="order-words order-quiet">
          {order.dispatchRule.row === null ? t('orders.byNoRule', { version: order.dispatchRule.version }) : t('orders.byRule', { ...order.dispatchRule })}
          {order.dispatchRule.note && `${dot}${named(order.dispatchRule.note)}`}
        </p>
      )}
      {order.dispatchPath.length > 0 && <Path path={order.dispatchPath} />}
      {order.assignments.length > 0 && <Assignments order={order} />}
    </>
  );
};
