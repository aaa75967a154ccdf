import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Checkbox, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Webhook } from '#domain/contract/webhooks.ts';
import { type StoryAction, storyActions } from '#domain/story-actions.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { EndButton } from '../../staff/end-button.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../staff/refused.tsx';
import { createWebhook, endWebhook, listDeliveries, listWebhooks, sendDeliveryAgain } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { dot } from '../../ui/dotted.ts';
import { SecretNotice } from './secret-notice.tsx';

/** An event as an order's story words it; a webhook of before may name one that no story has. */
const useActionWords = () => {
  const { t } = useTranslation();
  return (action: string): string => (storyActions.some((one) => one === action) ? t(`orders.event.${action}`) : action);
};

const Deliveries = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const wordOf = useActionWords();
  const format = useFormat();
  const queries = useQueryClient();
  const key = ['deliveries', id];
  const deliveries = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listDeliveries, { params: { id }, signal }), refetchInterval: 10_000 });
  const again = useMutation({
    mutationFn: (deliveryId: string) => call(sendDeliveryAgain, { params: { id, deliveryId } }),
    onSuccess: (next) => queries.setQueryData(key, next),
  });
  const error = deliveries.error ?? again.error;
  return (
    <>
      {error && <ProblemNotice error={error} />}
      {deliveries.data?.deliveries.length === 0 && <p>{t('account.hooks.noDeliveries')}</p>}
      {deliveries.data?.deliveries.map((delivery) => (
        <div key={delivery.id} className="account-line">
          <p>
            {format.instant(delivery.createdAt)} <Link href={`/desk/${delivery.orderId}`}>{t('staff.notices.order', { order: delivery.orderId })}</Link> ·{' '}
            {wordOf(delivery.action)}&nbsp;· {t(`account.hooks.state.${delivery.state}`)}
            {delivery.lastAnswer && `${dot}${t('account.hooks.attempts', { attempts: delivery.attempts, answer: delivery.lastAnswer })}`}
          </p>
          <Button size="small" onClick={() => again.mutate(delivery.id)}>
            {t('account.hooks.again')}
          </Button>
        </div>
      ))}
    </>
  );
};

const Line = ({ webhook, onEnd }: { webhook: Webhook; onEnd: () => void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const wordOf = useActionWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <div className="account-line">
        <div>
          {webhook.name} <span className="mono account-secret">{webhook.url}</span>
          <p>
            {webhook.actions.length === 0 ? t('account.hooks.every') : webhook.actions.map(wordOf).join(t('common.comma'))}&nbsp;·{' '}
            {webhook.subscribedOnly && `${t('account.hooks.subscribedOnly')}${dot}`}
            {t('account.hooks.waiting', { waiting: webhook.waiting })}
            {webhook.pausedUntil && `${dot}${t('account.hooks.paused', { until: format.instant(webhook.pausedUntil) })}`}
          </p>
        </div>
        <span>
          <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'account.hooks.hide' : 'account.hooks.deliveries')}
          </Button>{' '}
          <EndButton size="small" label={t('account.hooks.end')} sure={t('account.hooks.endSure')} onSure={onEnd} />
        </span>
      </div>
      {isOpen && <Deliveries id={webhook.id} />}
    </>
  );
};

interface Given {
  readonly name: string;
  readonly url: string;
  readonly actions: StoryAction[];
  readonly subscribedOnly: boolean;
}
const nothingGiven: Given = { name: '', url: '', actions: [], subscribedOnly: false };

const NewWebhook = ({ onMade }: { onMade: (secret: string) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [given, setGiven] = useState<Given>(nothingGiven);
  const make = useMutation({
    mutationFn: () => call(createWebhook, { body: { ...given, url: given.url.trim() } }),
    onSuccess: ({ secret }) => {
      setGiven(nothingGiven);
      onMade(secret);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const set = (name: 'name' | 'url') => (value: string) => setGiven((before) => ({ ...before, [name]: value }));
  return (
    <form onSubmit={submit}>
      <RefusedForm error={make.error}>
        {make.isError && <ProblemNotice error={make.error} />}
        <TextField name="name" label={t('account.hooks.name')} value={given.name} onChange={set('name')} maxLength={80} />
        <TextField name="url" label={t('account.hooks.url')} value={given.url} onChange={set('url')} maxLength={500} />
        <div className="field">
          <label htmlFor={`${id}-actions`}>{t('account.hooks.actions')}</label>
          <Select
            id={`${id}-actions`}
            mode="multiple"
            value={given.actions}
            onChange={(actions) => setGiven((before) => ({ ...before, actions }))}
            placeholder={t('account.hooks.every')}
            optionFilterProp="label"
            options={storyActions.map((value) => ({ value, label: t(`orders.event.${value}`) }))}
          />
          <RefusalAt field="actions" />
        </div>
        <Checkbox checked={given.subscribedOnly} onChange={({ target }) => setGiven((before) => ({ ...before, subscribedOnly: target.checked }))}>
          {t('account.hooks.subscribedOnly')}
        </Checkbox>
      </RefusedForm>
      <Button htmlType="submit" disabled={!given.name.trim() || given.url.trim().length < 8} loading={make.isPending}>
        {t('account.hooks.create')}
      </Button>
    </form>
  );
};

/** Addresses of a unit's own systems that are told when orders change, and what became of each telling. */
export const WebhooksCard = () => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: ({ signal }) => call(listWebhooks, { signal }) });
  const follow = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
  const end = useMutation({ mutationFn: (id: string) => call(endWebhook, { params: { id } }), onSettled: follow });
  const error = webhooks.error ?? end.error;
  return (
    <Card title={t('account.hooks.title')} loading={webhooks.isPending}>
      <p>{t('account.hooks.text')}</p>
      {error && <ProblemNotice error={error} />}
      {secret && <SecretNotice secret={secret} onKept={() => setSecret(null)} />}
      {webhooks.data?.webhooks.length === 0 && <p>{t('account.hooks.none')}</p>}
      {webhooks.data?.webhooks.map((webhook) => (
        <Line key={webhook.id} webhook={webhook} onEnd={() => end.mutate(webhook.id)} />
      ))}
      <NewWebhook
        onMade={(made) => {
          setSecret(made);
          follow();
        }}
      />
    </Card>
  );
};
