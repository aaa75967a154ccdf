import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Who should have come and who acted in their place: settled afterwards, apart from the hole itself. */
export const OrderLiability = ({ cases }: { cases: Order['liability'] }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  return (
    <ul className="plain-list order-assignments">
      {cases.map((one) => (
        <li key={one.openedAt + one.unit.en}>
          <span>{t('orders.liability.one', { unit: named(one.unit), fallback: named(one.fallbackUnit) })}</span>
          <small>
            {wordReason(one.reason, language)} ·{' '}
            {one.settledAt
              ? t('orders.liability.settled', { at: format.instant(one.settledAt) })
              : t('orders.liability.opened', { at: format.instant(one.openedAt) })}
          </small>
        </li>
      ))}
    </ul>
  );
};
