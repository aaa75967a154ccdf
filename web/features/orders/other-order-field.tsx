import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import type { ChangeDraft, Draft } from './drafts.ts';

/** The number of the order that this one becomes part of. */
export const OtherOrderField = ({ draft, change }: { draft: Draft; change: ChangeDraft }) => {
  const { t } = useTranslation();
  const refused = useRefused('orderId');
  return (
    <div className="field">
      <label htmlFor="act-order">{t('orders.other.label')}</label>
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
  );
};
