import { Alert, Button, Popconfirm, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Import, isInParts } from '#domain/contract/imports.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { applyImport, cancelImport, checkImport } from '../../staff/registry-routes.ts';
import { dotted } from '../../ui/dotted.ts';
import { useStep } from './queries.ts';

/** While a file is read its total is a thousand parts of its bytes. */
const partsOfFile = 1000;

const usePace = ({ step, done, total, perSecond, secondsLeft, fileBytes }: Import): string => {
  const { t } = useTranslation();
  const format = useFormat();
  const isReading = step === 'read' && total <= partsOfFile;
  const rate =
    perSecond === null || perSecond <= 0 || isInParts(step)
      ? null
      : isReading
        ? t('census.working.bytesPerSecond', { value: format.number((perSecond / partsOfFile) * (fileBytes / 1e6)) })
        : t('census.working.rowsPerSecond', { value: format.number(Math.round(perSecond)) });
  const left =
    secondsLeft === null
      ? null
      : secondsLeft < 60
        ? t('census.working.secondsLeft', { count: Math.max(1, Math.round(secondsLeft)) })
        : t('census.working.minutesLeft', { count: Math.round(secondsLeft / 60) });
  const far =
    isReading || total === 0
      ? null
      : t(isInParts(step) ? 'census.working.parts' : 'census.working.rows', { done: format.number(done), total: format.number(total) });
  return dotted([far, rate, left]);
};

/** What a program is doing to the file now, how fast, how long still; it can be stopped, and goes on when it was broken off. */
export const Working = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const params = { id: one.id };
  const stop = useStep<void>(one.id, () => call(cancelImport, { params }));
  const goOn = useStep<void>(one.id, () => (one.state === 'checking' ? call(checkImport, { params }) : call(applyImport, { params })));
  const pace = usePace(one);
  const percent = one.total > 0 ? Math.min(100, Math.floor((one.done / one.total) * 100)) : null;
  const doing = t(one.state === 'checking' ? 'census.working.checking' : 'census.working.applying');
  if (one.interrupted)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('census.working.brokenOff')}
        description={
          <>
            <p>{t(one.state === 'checking' ? 'census.working.checkAnew' : 'census.working.applyOn')}</p>
            {goOn.isError && <ProblemNotice error={goOn.error} />}
            <Button type="primary" loading={goOn.isPending} onClick={() => goOn.mutate()}>
              {t('census.working.goOn')}
            </Button>
          </>
        }
      />
    );
  return (
    <section className="census-card" aria-label={doing}>
      <h2>{doing}</h2>
      <p className="working-step">{t(`census.step.${one.step ?? 'start'}`)}</p>
      <Progress aria-label={doing} percent={percent ?? 0} status="active" showInfo={percent !== null} />
      <p className="quiet" aria-live="polite">
        {pace || t('census.working.moment')}
      </p>
      {stop.isError && <ProblemNotice error={stop.error} />}
      <div className="census-acts">
        <Popconfirm
          title={t('census.working.stopSure')}
          description={t(one.state === 'checking' ? 'census.working.stopCheck' : 'census.working.stopApply')}
          okText={t('census.working.stop')}
          cancelText={t('census.working.dontStop')}
          onConfirm={() => stop.mutate()}
        >
          <Button danger loading={stop.isPending}>
            {t('census.working.stop')}
          </Button>
        </Popconfirm>
        <span className="quiet">{t('census.working.leave')}</span>
      </div>
    </section>
  );
};
