import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Waiting } from '../../client/device/store.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { deviceStore, useWaiting } from '../../client/use-waiting.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const drop = async (id: string) => (await deviceStore()).dropWaiting(id);
const giveUp = async (one: Waiting) => (await deviceStore()).giveUp(one);
const sendAgain = async () => (await import('../../client/device/flush.ts')).flushReports();

const Line = ({ one }: { one: Waiting }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const text = String(one.body['text'] ?? '');
  return (
    <Notice tone={one.problem ? 'bad' : 'warn'}>
      <p>{one.problem ? wordProblem(new ProblemError(one.problem), language) : t('progress.add.waiting')}</p>
      {text && <p className="story-text">{text}</p>}
      {one.problem ? (
        <Button look="danger" onClick={() => void giveUp(one)}>
          {t('progress.add.drop')}
        </Button>
      ) : (
        <Button onClick={() => void sendAgain()}>{t('progress.add.again')}</Button>
      )}
    </Notice>
  );
};

/** What was added to this report without a signal: it waits on this phone; once it went, the story has it. */
export const WaitingAdditions = ({ number }: { number: string }) => {
  const queries = useQueryClient();
  const mine = (useWaiting('addition') ?? []).filter(({ memo }) => memo['number'] === number);
  const gone = mine.find(({ state }) => state === 'sent');
  useEffect(() => {
    if (!gone) return;
    queries.setQueryData(['report', number], gone.reply);
    void drop(gone.id);
  }, [gone, number, queries]);
  return mine.filter(({ state }) => state !== 'sent').map((one) => <Line key={one.id} one={one} />);
};
