import { useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { TakenExport } from '#domain/contract/exports.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listExports } from '../../staff/registry-routes.ts';
import { useSystemName } from '../../staff/system-field.tsx';
import { dot } from '../../ui/dotted.ts';
import { useAsked } from './use-asked.ts';

const tones = { running: 'work', whole: 'good', cancelled: 'past', broken: 'bad' } as const;

const Line = ({ one, city }: { one: TakenExport; city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const asked = useAsked(city);
  const nameOf = useSystemName();
  const about = asked(one);
  return (
    <li className="export-line">
      <strong>{one.person ? named(one.person) : t('books.exports.commandLine')}</strong>
      <span className={`tone-tag tone-${tones[one.outcome]}`}>{t(`books.exports.outcome.${one.outcome}`)}</span>
      <span className="export-what">
        {t(`books.exports.what.${one.what}`, { count: one.count, shown: format.number(one.count) })}&nbsp;· {t(`books.exports.form.${one.form}`)}
        {one.coordinateSystem !== null && `${dot}${nameOf(one.coordinateSystem)}`}
      </span>
      <time className="quiet" dateTime={one.begunAt}>
        {format.date(one.begunAt)} {format.time(one.begunAt)}
        {one.endedAt && ` – ${format.time(one.endedAt)}`}
      </time>
      <span className="quiet export-asked">
        {about.length > 0 || one.what !== 'assets' ? about.join(t('common.semicolon')) : t('books.exports.everything')}
      </span>
    </li>
  );
};

/** Who took what along, latest first. */
export const ExportBook = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const found = useInfiniteQuery({
    queryKey: ['exports'],
    queryFn: ({ signal, pageParam }) => call(listExports, { query: defined({ before: pageParam ?? undefined }), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
  const taken = found.data?.pages.flatMap((page) => page.exports) ?? [];
  return (
    <section className="sheet-card book" aria-labelledby="exports">
      <h2 id="exports">{t('books.exports.title')}</h2>
      <p className="quiet">{t('books.exports.text')}</p>
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && taken.length === 0 && <Nothing words={t('books.exports.none')} />}
      <ul className="plain-list">
        {taken.map((one) => (
          <Line key={one.id} one={one} city={city} />
        ))}
      </ul>
      <MoreButton list={found} block type="text" />
    </section>
  );
};
