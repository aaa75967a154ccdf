import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Result, Spin } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { acceptInvitation, readInvitation } from '../../client/routes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { TextField } from '../../staff/text-field.tsx';
import { StaffTheme } from '../../staff/theme.tsx';
import { wordGrant } from '../../staff/word-grant.ts';
import '../../staff/door.css';
import './join.css';
import './words.ts';

/** A link that was cut on its way, as a mail's line may be: to its person there is no field. */
const isCut = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'field-invalid';

/** What is wrong with the password is said at its field. */
const isOfPassword = (error: unknown): boolean => error instanceof ProblemError && error.problem.field === 'password';

const Password = ({ token, username, onDone }: { token: string; username: string; onDone: () => void }) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const accept = useMutation({ mutationFn: () => call(acceptInvitation, { body: { token, password } }), onSuccess: onDone });
  const differs = password !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (password && !differs) accept.mutate();
  };
  const said = wasTried && differs ? t('join.differs') : undefined;
  return (
    <form onSubmit={submit}>
      {/* What a browser that keeps passwords keeps this one under. */}
      <input className="unseen" name="username" autoComplete="username" value={username} readOnly tabIndex={-1} aria-hidden="true" />
      <RefusedForm error={accept.error}>
        {accept.isError && !isOfPassword(accept.error) && <ProblemNotice error={accept.error} />}
        <TextField
          kind="password"
          name="password"
          label={t('join.password')}
          hint={t('join.hint')}
          error={wasTried && !password ? t('join.missing') : undefined}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
        />
        <TextField kind="password" label={t('join.again')} error={said} value={again} onChange={setAgain} autoComplete="new-password" />
      </RefusedForm>
      <Button type="primary" htmlType="submit" block loading={accept.isPending}>
        {t('join.save')}
      </Button>
    </form>
  );
};

const Join = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [token] = useState(() => location.hash.slice(1));
  const [isDone, setIsDone] = useState(false);
  const invitation = useQuery({ queryKey: ['invitation'], queryFn: ({ signal }) => call(readInvitation, { body: { token }, signal }), retry: false });
  useEffect(() => {
    document.title = `${t('join.title')} · ${t('staff.brand')}`;
  }, [t]);
  const toSignIn = (
    <Link href="/sign-in" state={{ username: invitation.data?.username }}>
      <Button type="primary">{t('join.signIn')}</Button>
    </Link>
  );
  if (isDone) return <Result status="success" title={<h1>{t('join.doneTitle')}</h1>} extra={toSignIn} />;
  if (invitation.isPending) return <Spin size="large" className="staff-alone" />;
  if (invitation.isError)
    return (
      <>
        <ProblemNotice error={invitation.error} title={t('join.over')} {...(isCut(invitation.error) ? { words: t('join.cut') } : {})} />
        {toSignIn}
      </>
    );
  const { name, username, grants } = invitation.data;
  return (
    <>
      <h1>{t('join.hello', { name: named(name) })}</h1>
      <p>{t('join.asUser', { username })}</p>
      <ul className="plain-list">
        {grants.map((grant) => {
          const words = wordGrant(t, named, grant);
          return <li key={words}>{words}</li>;
        })}
      </ul>
      <p>{t('join.text')}</p>
      <Password token={token} username={username} onDone={() => setIsDone(true)} />
    </>
  );
};

/** Where an invitation's link leads: its person sets a password. */
export default function JoinPage() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  return (
    <StaffTheme>
      <main className="door">
        <div className="door-card join">
          <p className="join-brand">
            <span className="staff-seal" aria-hidden="true">
              井
            </span>
            {t('staff.brand')}
            <Button type="text" size="small" onClick={() => choose(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh-CN'}>
              {t('staff.languageSwitch')}
            </Button>
          </p>
          <Join />
        </div>
      </main>
    </StaffTheme>
  );
}
