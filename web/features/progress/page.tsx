import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { call } from '../../client/call.ts';
import { forgetOwnNumber, keepOwnNumber } from '../../client/device/own-numbers.ts';
import { useLive } from '../../client/live.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { getReport } from '../../client/routes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { LetGo } from './let-go.tsx';
import { LookUp } from './look-up.tsx';
import { OpenedHere } from './opened-here.tsx';
import { Story } from './story.tsx';
import './progress.css';
import './words.ts';

const Progress = ({ number }: { number: string }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const queryKey = ['report', number];
  const story = useQuery({ queryKey, queryFn: ({ signal }) => call(getReport, { params: { number }, signal }) });
  const [isLetGo, setLetGo] = useState(false);
  const live = useLive(
    story.data && !isLetGo ? `/api/v1/reports/${encodeURIComponent(number)}/events` : null,
    () => void queries.invalidateQueries({ queryKey }),
  );
  const { data } = story;
  useEffect(() => {
    if (data && !isLetGo) keepOwnNumber({ number: data.number, kind: data.kind.name, at: new Date().toISOString() });
  }, [data, isLetGo]);
  const letGo = () => {
    forgetOwnNumber(number);
    setLetGo(true);
  };
  const again = () => {
    setLetGo(false);
    void story.refetch();
  };
  if (isLetGo) return <LetGo onAgain={again} />;
  if (data) return <Story story={data} live={live} onLetGo={letGo} />;
  if (!story.error) return <Waiting />;
  const isWrong = story.error instanceof ProblemError && story.error.problem.status > 0 && story.error.problem.status < 500;
  return (
    <>
      <Notice tone="bad">
        <p>{isWrong ? t('progress.unknown', { number }) : wordProblem(story.error, language)}</p>
        {!isWrong && <Button onClick={() => void story.refetch()}>{t('common.again')}</Button>}
      </Notice>
      {isWrong && <LookUp number={number} />}
    </>
  );
};

/** `/r/<number>`: how it stands, live; `/r` asks for the number. */
export default function ProgressPage() {
  const { t } = useTranslation();
  const { number } = useParams<{ number?: string }>();
  return (
    <PageFrame title={t('progress.title')}>
      <main className="progress">
        <h1>{t('progress.title')}</h1>
        {number ? (
          <Progress key={number} number={number.trim().toUpperCase()} />
        ) : (
          <>
            <LookUp number="" />
            <OpenedHere />
          </>
        )}
      </main>
    </PageFrame>
  );
}
