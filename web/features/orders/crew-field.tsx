import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import { listCrew } from '../../staff/routes.ts';
import { dotted } from '../../ui/dotted.ts';
import type { ChangeDraft, Draft } from './drafts.ts';

/** Whom of the unit to send: its crew first, each with how many jobs they have. */
export const CrewField = ({ orderId, draft, change }: { orderId: string; draft: Draft; change: ChangeDraft }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const refused = useRefused('personId');
  const crew = useQuery({ queryKey: ['crew', orderId], queryFn: ({ signal }) => call(listCrew, { params: { id: orderId }, signal }) });
  const options = (crew.data?.people ?? []).map(({ id, name, isCrew, jobs }) => ({
    value: id,
    label: dotted([named(name), ...(isCrew ? [] : [t('orders.crew.notCrew')]), t('orders.crew.jobs', { count: jobs })]),
  }));
  return (
    <div className="field">
      <label htmlFor="act-person">{t('orders.field.person')}</label>
      <Select
        id="act-person"
        showSearch={{ optionFilterProp: 'label' }}
        loading={crew.isPending}
        placeholder={t('orders.crew.placeholder')}
        notFoundContent={crew.isSuccess ? t('orders.crew.none') : null}
        value={draft.personId ?? null}
        options={options}
        onChange={(personId: string | null) => change({ personId: personId ?? undefined })}
        aria-required
        {...refused}
      />
      <RefusalAt field="personId" />
      {crew.isError && <ProblemNotice error={crew.error} />}
    </div>
  );
};
