import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#domain/contract/sessions.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { signIn } from '../../client/session.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DemoAccounts } from './demo-accounts.tsx';

interface FieldProps {
  readonly id: 'username' | 'password' | 'code';
  readonly value: string;
  /** What is wrong with it, beside it. */
  readonly said: string | undefined;
  readonly onChange: (value: string) => void;
}

const autoComplete = { username: 'username', password: 'current-password', code: 'one-time-code' } as const;

const Field = ({ id, value, said, onChange }: FieldProps) => {
  const { t } = useTranslation();
  const Kind = id === 'password' ? Input.Password : Input;
  return (
    <div className="field">
      <label htmlFor={id}>{t(`signIn.${id}`)}</label>
      <Kind
        id={id}
        size="large"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={autoComplete[id]}
        autoFocus={id === 'code'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={id === 'password' ? 200 : 64}
        aria-invalid={said !== undefined}
        {...(said === undefined ? {} : { status: 'error' as const, 'aria-describedby': `${id}-said` })}
      />
      {said !== undefined && (
        <p className="field-error" id={`${id}-said`} role="alert">
          {said}
        </p>
      )}
    </div>
  );
};

/** Whom the page before knows: who has just set a password does not type their name again. */
const nameGiven = (): string => {
  const { state }: { state: unknown } = history;
  return typeof state === 'object' && state !== null && 'username' in state && typeof state.username === 'string' ? state.username : '';
};

const codeOf = (error: unknown) => (error instanceof ProblemError ? error.problem.code : '');

/** User name and password, and a code where the person has a second factor; what is wrong is said beside it, and what was typed stays. */
export const SignInForm = ({ isDemo, onSignedIn }: { isDemo: boolean; onSignedIn: (session: Session) => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [username, setUsername] = useState(nameGiven);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    setProblem(null);
    if (!username.trim() || !password || (asksCode && !code.trim())) return;
    setIsBusy(true);
    try {
      onSignedIn(await signIn(queries, username.trim(), password, code.trim()));
    } catch (error) {
      const asks = codeOf(error) === 'second-factor-needed';
      if (asks) setAsksCode(true);
      if (asks) setWasTried(false);
      setProblem(asks ? null : error);
      setIsBusy(false);
    }
  };
  const isOfCode = codeOf(problem) === 'code-wrong';
  const missing = (id: FieldProps['id'], given: string) => (wasTried && !given ? t(`signIn.${id}Missing`) : undefined);
  const changeCode = (next: string) => {
    setCode(next);
    if (isOfCode) setProblem(null);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {problem !== null && !isOfCode && <Alert type="error" showIcon role="alert" title={wordProblem(problem, language)} />}
      <Field id="username" value={username} onChange={setUsername} said={missing('username', username.trim())} />
      <Field id="password" value={password} onChange={setPassword} said={missing('password', password)} />
      {asksCode && <Field id="code" value={code} onChange={changeCode} said={isOfCode ? wordProblem(problem, language) : missing('code', code.trim())} />}
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {t('signIn.submit')}
      </Button>
      {isDemo && <DemoAccounts onChoose={setUsername} />}
    </form>
  );
};
