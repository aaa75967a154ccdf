import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { sessionQuery } from '../../client/session.ts';
import { CopyButton } from '../../staff/copy-button.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, getSecondFactor, renewRecoveryCodes } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { scrollTo } from '../../ui/scroll-to.ts';

const Codes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const { t } = useTranslation();
  const told = useRef<HTMLDivElement>(null);
  const shown = useRef<HTMLUListElement>(null);
  // Told once, above a form that has just become shorter: whoever pressed its button below would not see them.
  useEffect(() => scrollTo(told.current, 'center'), []);
  const list = (
    <>
      <p>{t('account.factor.codesText')}</p>
      <ul className="recovery-codes mono" ref={shown}>
        {codes.map((code) => (
          <li key={code}>{`${code}\n`}</li>
        ))}
      </ul>
      <CopyButton of={shown} />{' '}
      <Button size="small" onClick={onKept}>
        {t('account.factor.kept')}
      </Button>
    </>
  );
  return (
    <div ref={told}>
      <Alert type="warning" showIcon title={t('account.factor.codesTitle')} description={list} />
    </div>
  );
};

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const PasswordField = ({ isToEnd = false, ...field }: FieldProps & { readonly isToEnd?: boolean }) => {
  const { t } = useTranslation();
  const label = t(isToEnd ? 'account.factor.passwordToEnd' : 'account.factor.password');
  return <TextField name="password" kind="password" label={label} autoComplete="current-password" {...field} />;
};

const CodeField = (field: FieldProps) => {
  const { t } = useTranslation();
  return <TextField name="code" label={t('account.factor.code')} autoComplete="one-time-code" maxLength={20} {...field} />;
};

/** Password, then the QR, then the first code. */
const SetUp = ({ onDone }: { onDone: (codes: readonly string[]) => void }) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const secret = useRef<HTMLSpanElement>(null);
  const begin = useMutation({ mutationFn: () => call(beginSecondFactor, { body: { password } }) });
  const confirm = useMutation({
    mutationFn: () => call(confirmSecondFactor, { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const error = begin.error ?? confirm.error;
  const problem = error && <ProblemNotice error={error} />;
  if (!begin.data)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <RefusedForm error={begin.error}>
          {problem}
          <PasswordField value={password} onChange={setPassword} />
        </RefusedForm>
        <Button type="primary" htmlType="submit" disabled={!password} loading={begin.isPending}>
          {t('account.factor.begin')}
        </Button>
      </form>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      {problem}
      <p>{t('account.factor.scan')}</p>
      <div className="factor-qr">
        <img src={`data:image/svg+xml,${encodeURIComponent(begin.data.qr)}`} alt={t('account.factor.qr')} />
        <p>
          {t('account.factor.secret')}
          <br />
          <span className="mono" ref={secret}>
            {begin.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </span>
          <br />
          {/* Who sets it up on the phone that holds the authenticator cannot hold that phone before it. */}
          <CopyButton of={secret} />
        </p>
      </div>
      <RefusedForm error={confirm.error}>
        <CodeField value={code} onChange={setCode} />
      </RefusedForm>
      <Button type="primary" htmlType="submit" disabled={code.length < 6} loading={confirm.isPending}>
        {t('account.factor.confirm')}
      </Button>
    </form>
  );
};

const Keep = ({ onRenewed, onEnded }: { onRenewed: (codes: readonly string[]) => void; onEnded: () => void }) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const renew = useMutation({ mutationFn: () => call(renewRecoveryCodes, { body: { code } }), onSuccess: ({ recoveryCodes }) => onRenewed(recoveryCodes) });
  const end = useMutation({ mutationFn: () => call(endSecondFactor, { body: { password, code } }), onSuccess: onEnded });
  const error = renew.error ?? end.error;
  const hasCode = code.length >= 6;
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <RefusedForm error={error}>
        {error && <ProblemNotice error={error} />}
        <CodeField value={code} onChange={setCode} />
        <PasswordField isToEnd value={password} onChange={setPassword} />
      </RefusedForm>
      <div className="account-line">
        <Button disabled={!hasCode} loading={renew.isPending} onClick={() => renew.mutate()}>
          {t('account.factor.renew')}
        </Button>
        <Button danger disabled={!hasCode || !password} loading={end.isPending} onClick={() => end.mutate()}>
          {t('account.factor.end')}
        </Button>
      </div>
    </form>
  );
};

/** The second factor: set up by an authenticator, kept, ended. */
export const FactorCard = () => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const factor = useQuery({ queryKey: ['second-factor'], queryFn: ({ signal }) => call(getSecondFactor, { signal }) });
  const follow = () => {
    void queries.invalidateQueries({ queryKey: ['second-factor'] });
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const told = (next: readonly string[]) => {
    setCodes(next);
    follow();
  };
  const { data } = factor;
  return (
    <Card
      title={t('account.factor.title')}
      loading={factor.isPending}
      extra={data && <span className={`tone-tag tone-${data.isOn ? 'good' : 'past'}`}>{t(data.isOn ? 'account.factor.on' : 'account.factor.off')}</span>}
    >
      <p>{t('account.factor.text')}</p>
      {factor.isError && <ProblemNotice error={factor.error} onRetry={() => void factor.refetch()} />}
      {codes && <Codes codes={codes} onKept={() => setCodes(null)} />}
      {data?.isOn && <p>{t('account.factor.left', { count: data.recoveryCodesLeft })}</p>}
      {data?.isOn && <Keep onRenewed={told} onEnded={follow} />}
      {data && !data.isOn && <SetUp onDone={told} />}
    </Card>
  );
};
