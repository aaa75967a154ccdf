import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Import } from '#domain/contract/imports.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Absent } from '../../staff/absent.tsx';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { dotted } from '../../ui/dotted.ts';
import { useFileSize } from './file-size.ts';
import { Findings } from './findings.tsx';
import { ImportState } from './import-state.tsx';
import { isWorking, useImport } from './queries.ts';
import { Settings } from './settings.tsx';
import { Stopped } from './stopped.tsx';
import { Working } from './working.tsx';

const trail = ['said', 'checked', 'applied'] as const;

/** How far a file is: said what it is, checked, taken in. */
const reached = ({ state, checkedAt, appliedAt }: Import): number => {
  if (state === 'applied') return 3;
  if (state === 'applying' || (state !== 'checking' && checkedAt !== null && state !== 'waiting' && appliedAt === null)) return 2;
  return state === 'checking' ? 1 : 0;
};

const Head = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const sizeOf = useFileSize();
  const far = reached(one);
  return (
    <header className="import-head">
      <Link href="/registry/imports" className="import-back">
        <ArrowLeftOutlined aria-hidden="true" /> {t('census.all')}
      </Link>
      <div className="import-name">
        <h1>{one.fileName}</h1>
        <ImportState one={one} />
      </div>
      <p className="quiet">
        {dotted([
          one.source,
          sizeOf(one.fileBytes),
          t(`census.format.${one.format}`),
          one.person && named(one.person),
          format.instant(one.createdAt),
          one.appliedAt && t('census.appliedAt', { at: format.instant(one.appliedAt) }),
        ])}
      </p>
      <ol className="import-trail" aria-label={t('census.trail.label')}>
        {trail.map((step, i) => (
          <li key={step} className={far > i ? 'trail-done' : ''} aria-current={far === i ? 'step' : undefined}>
            {t(`census.trail.${step}`)}
          </li>
        ))}
      </ol>
    </header>
  );
};

/** One file, from what its columns mean to what became of its rows; a reload finds it where it is. */
export const ImportPage = ({ id, city }: { id: string; city: City }) => {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const found = useImport(id);
  if (found.isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  const isMissing = found.error instanceof ProblemError && [400, 403, 404].includes(found.error.problem.status);
  const again = () => void found.refetch();
  if (!found.data || isMissing) {
    return isMissing ? (
      <Absent title={t('census.missing')} words={t('census.missingHint')}>
        <Button onClick={() => navigate('/registry/imports')}>{t('census.all')}</Button>
      </Absent>
    ) : (
      <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={again} />
    );
  }
  const one = found.data;
  const isOver = one.state === 'applied';
  const isFound = one.checkedAt !== null && !isWorking(one) && one.state !== 'waiting' && one.state !== 'stopped' && one.state !== 'failed';
  return (
    <article className="import-page" aria-label={one.fileName}>
      <Head one={one} />
      {found.isError && <NotRenewed error={found.error} since={found.dataUpdatedAt} onRetry={again} />}
      {isWorking(one) && <Working one={one} />}
      {one.rejection && !isWorking(one) && <Stopped one={one} />}
      {isFound && <Findings one={one} city={city} />}
      {!isWorking(one) && !isOver && <Settings key={`${one.system} ${one.axes} ${one.memory?.updatedAt}`} one={one} city={city} />}
    </article>
  );
};
