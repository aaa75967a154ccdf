import { useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { WellToVerify } from '#domain/contract/registry-checks.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listWellsToVerify } from '../../staff/routes.ts';
import { AndAddress } from '../../ui/address.tsx';
import { Waterfall } from '../orders/waterfall.tsx';

const Line = ({ well }: { well: WellToVerify }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <li className="check-line">
      <span>
        <strong>
          {named(well.className)}&nbsp;· {named(well.owner)}
        </strong>{' '}
        <Link href={`/registry/${well.id}`} className="mono">
          {formatPlate(well.id)}
        </Link>
        <br />
        <span className="quiet">
          {named(well.street)}
          <AndAddress of={well.address} />
          &nbsp;· {t('checks.verify.sure', { percent: Math.round(well.probability * 100) })}
        </span>
      </span>
      <strong>{t('checks.verify.saves', { minutes: format.number(Math.round(well.savesMinutes * 100) / 100) })}</strong>
      <details>
        <summary>{t('checks.verify.why')}</summary>
        <Waterfall reasons={well.reasons} />
      </details>
    </li>
  );
};

/** Wells whose owner is worth verifying next, what that would save first. */
export const WellsToVerify = () => {
  const { t } = useTranslation();
  const found = useInfiniteQuery({
    queryKey: ['wells-to-verify'],
    queryFn: ({ signal, pageParam }) => call(listWellsToVerify, { query: defined({ from: pageParam || undefined }), signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    staleTime: 0, // who comes back from a well has seen to it
  });
  const wells = found.data?.pages.flatMap((page) => page.wells) ?? [];
  return (
    <section className="sheet-card" aria-labelledby="verify">
      <h2 id="verify">{t('checks.verify.title')}</h2>
      <p className="quiet">{t('checks.verify.text')}</p>
      {found.isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && wells.length === 0 && <Nothing words={t('checks.verify.none')} />}
      <ul className="plain-list">
        {wells.map((well) => (
          <Line key={well.id} well={well} />
        ))}
      </ul>
      <MoreButton list={found} />
    </section>
  );
};
