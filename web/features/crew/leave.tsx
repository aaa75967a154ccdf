import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { wordProblem } from '../../client/problem-error.ts';
import { signOut, useSession } from '../../client/session.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import '../../staff/words.ts';
import { Button } from '../../ui/button.tsx';
import { dot } from '../../ui/dotted.ts';
import { Notice } from '../../ui/notice.tsx';

/** Whose phone this is now, and the way out, at the end of the list where no glove hits it; steps that wait here are told of first. */
export const Leave = ({ username, waiting }: { username: string; waiting: number }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [isAsked, setIsAsked] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const session = useSession().data; // not known where the page began without a signal
  const leave = async () => {
    try {
      await signOut(queries);
      navigate('/sign-in?next=/crew');
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <footer className="crew-leave">
      <p>{t('crew.leave.as', { who: session ? `${named(session.name)}${dot}${username}` : username })}</p>
      {problem !== null && <Notice tone="bad">{wordProblem(problem, language)}</Notice>}
      {isAsked ? (
        <Notice tone="warn" title={t('staff.signOutWaiting.title')}>
          <p>{t('staff.signOutWaiting.text', { count: waiting })}</p>
          <Button look="main" onClick={() => setIsAsked(false)}>
            {t('staff.signOutWaiting.stay')}
          </Button>
          <Button look="danger" onClick={() => void leave()}>
            {t('staff.signOutWaiting.leave')}
          </Button>
        </Notice>
      ) : (
        <Button onClick={() => (waiting > 0 ? setIsAsked(true) : void leave())}>{t('staff.signOut')}</Button>
      )}
    </footer>
  );
};
