import { useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { StaffFrame } from '../../staff/frame.tsx';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listLooks } from '../../staff/routes.ts';
import { ScrollAside } from '../../staff/scroll-aside.tsx';
import '../../staff/sheets.css';
import './looks.css';
import './words.ts';

const Looks = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const found = useInfiniteQuery({
    queryKey: ['looks'],
    queryFn: ({ signal, pageParam }) => call(listLooks, { query: defined({ cursor: pageParam }), signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const looks = found.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <div className="looks-page">
      <h1>{t('staff.nav.looks')}</h1>
      <p>{t('looks.text')}</p>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isSuccess && looks.length === 0 && <Nothing words={t('looks.none')} />}
      <ScrollAside label={t('staff.nav.looks')}>
        <ul className="plain-list sheet-card" hidden={looks.length === 0}>
          {looks.map(({ id, at, person, username, token, orderId, way }) => {
            const who = `${named(person)} (${username})`;
            const by = token === null ? who : t('looks.program', { who, token });
            return (
              <li key={id}>
                <time dateTime={at}>{format.instant(at)}</time>
                <span>{t('looks.look', { who: by, order: orderId, what: t(`looks.way.${way}`) })}</span>
              </li>
            );
          })}
        </ul>
      </ScrollAside>
      <MoreButton list={found} />
    </div>
  );
};

/** Who looked at callers' data, for whom it concerns. */
export default function LooksPage() {
  return <StaffFrame home="looks">{() => <Looks />}</StaffFrame>;
}
