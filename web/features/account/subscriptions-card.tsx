import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Subscriptions } from '#domain/contract/subscriptions.ts';
import { call } from '../../client/call.ts';
import { useCity } from '../../client/city.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { putSubscribedClasses, unsubscribeOrder } from '../../staff/routes.ts';
import { subscriptionsKey, useSubscriptions } from '../../staff/subscriptions.ts';
import { StateTag } from '../../staff/tags.tsx';
import { dotted } from '../../ui/dotted.ts';

const Orders = ({ orders }: { orders: Subscriptions['orders'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const queries = useQueryClient();
  const kinds = new Map(useCity().data?.problemKinds.map(({ code, name }) => [code, named(name)]));
  const end = useMutation({
    mutationFn: (id: string) => call(unsubscribeOrder, { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: subscriptionsKey }),
  });
  return (
    <>
      {end.isError && <ProblemNotice error={end.error} />}
      {orders.length === 0 && <p>{t('account.follows.none')}</p>}
      {orders.map(({ id, state, kind, since }) => (
        <div key={id} className="account-line">
          <div>
            <Link href={`/desk/${id}`}>{dotted([t('account.follows.order', { id }), kinds.get(kind)])}</Link>
            <p>
              <StateTag state={state} /> {t('account.follows.since', { at: format.instant(since) })}
            </p>
          </div>
          <Button size="small" onClick={() => end.mutate(id)}>
            {t('account.follows.end')}
          </Button>
        </div>
      ))}
    </>
  );
};

const Classes = ({ chosen }: { chosen: readonly string[] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const id = useId();
  const city = useCity();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (classes: string[]) => call(putSubscribedClasses, { body: { classes } }),
    onSuccess: (next) => queries.setQueryData(subscriptionsKey, next),
  });
  return (
    <div className="field">
      {save.isError && <ProblemNotice error={save.error} />}
      <label htmlFor={id}>{t('account.follows.classes')}</label>
      <Select
        id={id}
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={save.isPending || city.isPending}
        value={save.isPending ? save.variables : [...chosen]}
        options={(city.data?.assetClasses ?? []).map(({ code, name }) => ({ value: code, label: named(name) }))}
        onChange={(next: string[]) => save.mutate(next)}
      />
    </div>
  );
};

/** Single orders and classes of asset that a person asked to be told of; how they are told stands with the kinds of notice. */
export const SubscriptionsCard = () => {
  const { t } = useTranslation();
  const found = useSubscriptions();
  return (
    <Card title={t('account.follows.title')} loading={found.isPending}>
      <p>{t('account.follows.text')}</p>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Classes chosen={found.data.classes} />
          <Orders orders={found.data.orders} />
        </>
      )}
    </Card>
  );
};
