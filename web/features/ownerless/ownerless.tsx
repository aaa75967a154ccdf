import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from '../../client/call.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listOwnershipNotices } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { NoticeCard } from './notice-card.tsx';
import { OwnerlessWells } from './ownerless-wells.tsx';

const states = ['waiting', 'open', 'settled'] as const;
type Shown = (typeof states)[number] | 'wells';

const Notices = ({ state, assetId }: { state: (typeof states)[number]; assetId: string | null }) => {
  const { t } = useTranslation();
  const found = useInfiniteQuery({
    queryKey: ['ownership-notices', state, assetId],
    queryFn: ({ signal, pageParam }) =>
      call(listOwnershipNotices, { query: { state, ...defined({ cursor: pageParam, assetId: assetId ?? undefined }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const notices = found.data?.pages.flatMap((page) => page.notices) ?? [];
  return (
    <>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isSuccess && notices.length === 0 && <Nothing words={t('ownerless.none')} />}
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
      <MoreButton list={found} />
    </>
  );
};

export const Ownerless = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const [get, change] = useFilters();
  const mayPublish = session.permissions.includes('assets.register');
  const kinds: Shown[] = [...states, ...(mayPublish ? (['wells'] as const) : [])];
  const shown = kinds.find((kind) => kind === get('show')) ?? (mayPublish ? 'waiting' : 'open');
  return (
    <div className="sheet ownerless">
      <h1>{t('ownerless.title')}</h1>
      <p>
        {t('ownerless.text')}{' '}
        <Link href="/notices" className="unparted">
          {t('ownerless.public')}
        </Link>
      </p>
      <Segmented<Shown> value={shown} options={kinds.map((value) => ({ value, label: t(`ownerless.state.${value}`) }))} onChange={(show) => change({ show })} />
      {shown === 'wells' ? <OwnerlessWells /> : <Notices state={shown} assetId={get('asset') ?? null} />}
    </div>
  );
};
