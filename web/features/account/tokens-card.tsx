import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#domain/access.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { EndButton } from '../../staff/end-button.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createToken, listTokens, revokeToken } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { dot } from '../../ui/dotted.ts';
import { SecretNotice } from './secret-notice.tsx';

const dayChoices = [30, 90, 180, 366];

const NewToken = ({ permissions, onMade }: { permissions: readonly string[]; onMade: (secret: string) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [chosen, setChosen] = useState<Permission[]>([]);
  const make = useMutation({
    mutationFn: () => call(createToken, { body: { name, days, ...(chosen.length > 0 ? { permissions: chosen } : {}) } }),
    onSuccess: ({ secret }) => {
      setName('');
      onMade(secret);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit}>
      {make.isError && <ProblemNotice error={make.error} />}
      <TextField label={t('account.tokens.name')} value={name} onChange={setName} maxLength={80} />
      <div className="field">
        <label htmlFor={`${id}-days`}>{t('account.tokens.days')}</label>
        <Select id={`${id}-days`} value={days} onChange={setDays} options={dayChoices.map((value) => ({ value, label: String(value) }))} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-may`}>{t('account.tokens.permissions')}</label>
        <Select
          id={`${id}-may`}
          mode="multiple"
          value={chosen}
          onChange={setChosen}
          placeholder={t('account.tokens.all')}
          options={permissions.map((value) => ({ value: value as Permission, label: t(`account.permission.${value}`) }))}
        />
      </div>
      <Button htmlType="submit" disabled={!name.trim()} loading={make.isPending}>
        {t('account.tokens.create')}
      </Button>
    </form>
  );
};

/** Tokens for a person's own programs: made, listed, ended; each shown once. */
export const TokensCard = ({ permissions }: { permissions: readonly string[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => call(listTokens, { signal }) });
  const follow = () => void queries.invalidateQueries({ queryKey: ['tokens'] });
  const end = useMutation({ mutationFn: (id: string) => call(revokeToken, { params: { id } }), onSettled: follow });
  const error = tokens.error ?? end.error;
  return (
    <Card title={t('account.tokens.title')} loading={tokens.isPending}>
      <p>{t('account.tokens.text')}</p>
      {error && <ProblemNotice error={error} />}
      {secret && <SecretNotice secret={secret} onKept={() => setSecret(null)} />}
      {tokens.data?.tokens.length === 0 && <p>{t('account.tokens.none')}</p>}
      {tokens.data?.tokens.map((token) => (
        <div key={token.id} className="account-line">
          <div>
            {token.name}
            <p>
              {token.permissions === null ? t('account.tokens.all') : token.permissions.map((one) => t(`account.permission.${one}`)).join(t('common.comma'))}
              {dot}
              {t('account.tokens.until', { until: format.date(token.expiresAt) })}
            </p>
          </div>
          <EndButton size="small" label={t('account.tokens.end')} sure={t('account.tokens.endSure')} onSure={() => end.mutate(token.id)} />
        </div>
      ))}
      <NewToken
        permissions={permissions}
        onMade={(made) => {
          setSecret(made);
          follow();
        }}
      />
    </Card>
  );
};
