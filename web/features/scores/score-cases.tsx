import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Name } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listScoreCases } from '../../staff/routes.ts';
import { StateTag } from '../../staff/tags.tsx';
import type { Figure } from './score-table.tsx';

interface Props {
  readonly figure: Figure;
  readonly period: string;
  readonly by: 'unit' | 'street' | 'district';
  /** Who prints it: the paper says so. */
  readonly taker: Name;
  readonly onClose: () => void;
}

/** The orders behind one figure. */
export const ScoreCases = ({ figure: { subject, measure }, period, by, taker, onClose }: Props) => {
  const { t } = useTranslation();
  const { named, language } = useLanguage();
  const format = useFormat();
  const now = useNow();
  const [missed, setMissed] = useState(false);
  const found = useInfiniteQuery({
    queryKey: ['score-cases', period, by, subject.id, measure, missed],
    queryFn: ({ signal, pageParam }) =>
      call(listScoreCases, { query: { period, by, id: subject.id, measure, missed, ...defined({ cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? [];
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <Drawer open title={t('scores.behind', { name: named(subject.name), measure: t(`scores.measure.${measure}`) })} onClose={onClose} size="large">
      <p className="on-paper">
        {period}&nbsp;· {t('yearly.taken', { by: named(taker), at: format.moment(new Date(now).toISOString()) })}
      </p>
      <Checkbox checked={missed} onChange={(event) => setMissed(event.target.checked)}>
        {t('scores.missedOnly')}
      </Checkbox>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isSuccess && orders.length === 0 && <Nothing words={t('scores.noOrders')} />}
      <ul className="plain-list case-lines">
        {orders.map((order) => (
          <li key={order.id}>
            <span>
              <Link href={`/desk/${order.id}`}>{t('scores.order', { id: order.id })}</Link> <strong>{named(order.kind)}</strong>
            </span>
            <span>
              <StateTag state={order.state} /> <span className={`tone-tag ${order.value < 1 ? 'tone-bad' : 'tone-good'}`}>{percent.format(order.value)}</span>
            </span>
            <span className="quiet">
              {named(order.street)}&nbsp;· {named(order.unit)}&nbsp;· <time dateTime={order.openedAt}>{format.instant(order.openedAt)}</time>
            </span>
          </li>
        ))}
      </ul>
      <MoreButton list={found} />
    </Drawer>
  );
};
