import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicNotice } from '#domain/contract/ownership-notices.ts';
import { call } from '../../client/call.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { listPublicNotices } from '../../client/routes.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import './public-notices.css';
import './words.ts';

const Line = ({ notice }: { notice: PublicNotice }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { outcome, owner, keeper } = notice;
  const words = { owner: owner ? named(owner) : '', keeper: named(keeper), day: notice.settledAt ? format.day(notice.settledAt) : '' };
  return (
    <li>
      <strong>{notice.className ? named(notice.className) : t('publicNotices.well')}</strong>
      <PlaceWords street={notice.street} district={notice.district} address={notice.address} />
      {outcome ? (
        <p>{t(`publicNotices.outcome.${outcome}`, words)}</p>
      ) : (
        <>
          <p>{t('publicNotices.until', { day: format.date(notice.endsOn) })}</p>
          <p>{t('publicNotices.keeper', { unit: named(keeper) })}</p>
          {notice.claimCount > 0 && <p>{t('publicNotices.claims', { count: notice.claimCount })}</p>}
        </>
      )}
    </li>
  );
};

const states = ['open', 'settled'] as const;

/** `/notices`: the wells that nobody owns, for everybody to read. */
export default function PublicNoticesPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [state, setState] = useState<(typeof states)[number]>('open');
  const found = useInfiniteQuery({
    queryKey: ['public-notices', state],
    queryFn: ({ signal, pageParam }) => call(listPublicNotices, { query: { state, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const notices = found.data?.pages.flatMap((page) => page.notices) ?? [];
  return (
    <PageFrame title={t('publicNotices.title')}>
      <main className="public-notices">
        <h1>{t('publicNotices.title')}</h1>
        <p>{t('publicNotices.text')}</p>
        <div className="public-notices-states">
          {states.map((one) => (
            <Button key={one} look={one === state ? 'main' : 'plain'} aria-pressed={one === state} onClick={() => setState(one)}>
              {t(`publicNotices.state.${one}`)}
            </Button>
          ))}
        </div>
        {found.isPending && <Waiting />}
        {found.isError && (
          <Notice tone="bad">
            <p>{wordProblem(found.error, language)}</p>
            <Button onClick={() => void found.refetch()}>{t('common.again')}</Button>
          </Notice>
        )}
        {found.isSuccess && notices.length === 0 && <p>{t('publicNotices.none')}</p>}
        <ul>
          {notices.map((notice) => (
            <Line key={notice.id} notice={notice} />
          ))}
        </ul>
        {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>{t('publicNotices.more')}</Button>}
      </main>
    </PageFrame>
  );
}
