import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Import } from '#domain/contract/imports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { dotted } from '../../ui/dotted.ts';
import { ImportState } from './import-state.tsx';
import { useImports } from './queries.ts';

const Line = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { rows = 0, fresh = 0, changed = 0, asked = 0, refused = 0 } = one.counts;
  const found =
    one.checkedAt === null
      ? null
      : t('census.list.found', {
          rows: format.number(rows),
          fresh: format.number(fresh),
          changed: format.number(changed),
          asked: format.number(asked),
          refused: format.number(refused),
        });
  return (
    <li>
      <Link href={`/registry/imports/${one.id}`} className="import-line">
        <strong className="import-file">{one.fileName}</strong>
        <ImportState one={one} />
        <span className="quiet">{dotted([one.source, one.person && named(one.person), format.instant(one.createdAt)])}</span>
        {found && <span className="import-found">{found}</span>}
      </Link>
    </li>
  );
};

/** The files before, newest first: whose, by whom, and how each ended. */
export const ImportList = () => {
  const { t } = useTranslation();
  const found = useImports();
  return (
    <section className="census-card" aria-labelledby="imports-before">
      <h2 id="imports-before">{t('census.list.title')}</h2>
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <Nothing words={t('census.list.none')} />}
      <ul className="plain-list">
        {found.data?.items.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
};
