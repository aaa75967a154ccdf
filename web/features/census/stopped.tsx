import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { changeImport, checkImport } from '../../staff/registry-routes.ts';
import { useSystemName } from '../../staff/system-field.tsx';
import { useStep } from './queries.ts';

type Reading = Import['likely'][number];

/** Says it once more, with what is said differently now, and looks again. */
export const useSayAndCheck = (id: string) =>
  useStep<Parameters<typeof call<NonNullable<typeof changeImport.contract>>>[1]['body'] | null>(id, async (body) => {
    if (body !== null) await call(changeImport, { params: { id }, body });
    return call(checkImport, { params: { id } });
  });

/** Why a file was not taken any further, and where its coordinates do not fit what was said: what they may be, one tap away. */
export const Stopped = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const format = useFormat();
  const nameOf = useSystemName();
  const take = useSayAndCheck(one.id);
  const fits = ({ sampled, outside, offRoad }: Reading) => format.number(sampled === 0 ? 0 : Math.round((100 * (sampled - outside - offRoad)) / sampled));
  const isDoubted = one.rejection?.code === 'census-system-doubted';
  const isCancelled = one.rejection?.code === 'import-cancelled';
  return (
    <Alert
      type={isCancelled ? 'info' : 'error'}
      showIcon
      role="alert"
      title={isDoubted ? t('census.stopped.system') : isCancelled ? t('census.stopped.cancelled') : t('census.stopped.title')}
      description={
        <div className="stopped">
          {!isDoubted && <p>{one.rejection?.[language]}</p>}
          {isDoubted && <p>{t(one.likely.length > 0 ? 'census.stopped.likely' : 'census.stopped.unlikely', { system: nameOf(one.system ?? '') })}</p>}
          {take.isError && <ProblemNotice error={take.error} />}
          <ul className="plain-list stopped-likely">
            {one.likely.map((reading, i) => (
              <li key={`${reading.system} ${reading.axes}`}>
                <Button
                  {...(i === 0 ? { type: 'primary' as const } : {})}
                  loading={take.isPending && take.variables?.system === reading.system && take.variables.axes === reading.axes}
                  disabled={take.isPending}
                  onClick={() => take.mutate({ system: reading.system, axes: reading.axes })}
                >
                  {t('census.stopped.take', { system: nameOf(reading.system), axes: t(`census.axes.${reading.axes}`) })}
                </Button>
                {reading.sampled > 0 && <span>{t('census.stopped.fits', { percent: fits(reading) })}</span>}
              </li>
            ))}
          </ul>
          {isDoubted && (
            <Button type="link" disabled={take.isPending} onClick={() => take.mutate({ rules: { ...one.rules, systemIsSure: true } })}>
              {t('census.stopped.sure')}
            </Button>
          )}
        </div>
      }
    />
  );
};
