import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Select, Spin } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choices, ChoicesTold } from '#domain/contract/notices.ts';
import { channels, noticeKinds } from '#domain/notices.ts';
import { call } from '../../client/call.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { getNoticeChoices, putNoticeChoices } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';

const key = ['notice-choices'];

/** What is ticked and yet will not come: the city sends no such messages, or nobody said where to. */
const WontCome = ({ draft, sent }: { draft: Choices; sent: ChoicesTold['sent'] }) => {
  const { t } = useTranslation();
  const ways = [
    ['email', draft.email],
    ['sms', draft.mobile],
  ] as const;
  const why = ways.flatMap(([way, address]) => {
    if (!sent.includes(way)) return [t(`account.notices.notSent.${way}`)];
    return !address && draft.choices.some(({ channels: chosen }) => chosen.includes(way)) ? [t(`account.notices.noAddress.${way}`)] : [];
  });
  return why.map((words) => (
    <p key={words} className="field-hint">
      {words}
    </p>
  ));
};

const Form = ({ stands: { sent, ...stands } }: { stands: ChoicesTold }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const id = useId();
  // Forty boxes are not ticked twice: what was not saved outlives the page, and says that it is not.
  const [blank] = useState<Choices>(stands);
  const { draft, change, clear } = useTabDraft('notice-choices', blank);
  const save = useMutation({
    mutationFn: () => call(putNoticeChoices, { body: { ...draft, email: draft.email || null, mobile: draft.mobile || null } }),
    onSuccess: (next) => {
      clear();
      queries.setQueryData(key, next);
      message.success(t('account.notices.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const choose = (kind: Choices['choices'][number]['kind'], chosen: Choices['choices'][number]['channels']) =>
    change((before) => ({ choices: before.choices.map((choice) => (choice.kind === kind ? { kind, channels: chosen } : choice)) }));
  return (
    <form onSubmit={submit}>
      <RefusedForm error={save.error}>
        {save.isError && <ProblemNotice error={save.error} />}
        <TextField
          name="email"
          kind="email"
          label={t('account.notices.email')}
          value={draft.email ?? ''}
          onChange={(email) => change({ email })}
          autoComplete="email"
        />
        <TextField
          name="mobile"
          label={t('account.notices.mobile')}
          value={draft.mobile ?? ''}
          onChange={(mobile) => change({ mobile })}
          autoComplete="tel"
          maxLength={20}
        />
      </RefusedForm>
      <div className="field">
        <label htmlFor={`${id}-language`}>{t('account.notices.language')}</label>
        <Select
          id={`${id}-language`}
          value={draft.language}
          onChange={(next) => change({ language: next })}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <WontCome draft={draft} sent={sent} />
      {draft.choices.map(({ kind, channels: chosen }) => (
        <fieldset key={kind} className="account-choice">
          <legend>{noticeKinds[kind].words[language]}</legend>
          <Checkbox.Group
            value={chosen}
            onChange={(next) => choose(kind, next)}
            options={channels.map((channel) => ({ value: channel, label: t(`account.notices.channel.${channel}`) }))}
          />
        </fieldset>
      ))}
      <Button htmlType="submit" loading={save.isPending}>
        {t('account.notices.save')}
      </Button>{' '}
      {draft !== blank && <span className="tone-tag tone-wait">{t('staff.roster.unsaved')}</span>}
    </form>
  );
};

/** Of what a person is told, and by which channels. */
export const NoticesCard = () => {
  const { t } = useTranslation();
  const choices = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getNoticeChoices, { signal }) });
  return (
    <Card title={t('account.notices.title')}>
      <p>{t('account.notices.text')}</p>
      {choices.isPending && <Spin />}
      {choices.isError && <ProblemNotice error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data && <Form key={JSON.stringify(choices.data)} stands={choices.data} />}
    </Card>
  );
};
