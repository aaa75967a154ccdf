import { Alert, Button } from 'antd';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ProblemError, wordProblem } from '../client/problem-error.ts';
import { useFormat } from '../client/use-format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Refused } from './refused.tsx';

/** What went wrong and what to do, in place. */
export const ProblemNotice = ({ error, title, words, onRetry }: { error: unknown; title?: string; words?: string; onRetry?: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const refusal = useContext(Refused); // within a form, what is refused is called as the form calls it
  const isOfForm = refusal !== null && error instanceof ProblemError && error.problem.field === refusal.field;
  const isSignedOut = error instanceof ProblemError && error.problem.status === 401;
  const next = encodeURIComponent(location.pathname + location.search);
  const action = isSignedOut ? (
    <Button size="small" onClick={() => navigate(`/sign-in?next=${next}`)}>
      {t('staff.signIn')}
    </Button>
  ) : onRetry ? (
    <Button size="small" onClick={onRetry}>
      {t('staff.retry')}
    </Button>
  ) : undefined;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? t('staff.problem.title')}
      description={words ?? (isOfForm ? refusal.words : wordProblem(error, language))}
      action={action}
    />
  );
};

/** What is shown was loaded before, and could not be loaded anew: it stays, with its hour. @param since ms since 1970 */
export const NotRenewed = ({ error, since, onRetry }: { error: unknown; since: number; onRetry: () => void }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return <ProblemNotice error={error} title={t('staff.notRenewed', { at: instant(new Date(since).toISOString()) })} onRetry={onRetry} />;
};
