import { Skeleton } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Matching } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { MoreButton } from '../../../staff/more-button.tsx';
import { Nothing } from '../../../staff/nothing.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { dot } from '../../../ui/dotted.ts';
import { scrollTo } from '../../../ui/scroll-to.ts';
import { OrderLine } from '../../orders/order-line.tsx';
import type { Chosen } from './address.ts';
import { useOrdersSaid } from './queries.ts';
import { useChosenNames } from './use-chosen-names.ts';
import { useShares } from './use-shares.ts';

/** Where the list stands beneath the figures, a number that was opened leads the eye there. */
const useBroughtIntoSight = (opened: string) => {
  const list = useRef<HTMLElement>(null);
  const last = useRef(opened);
  useEffect(() => {
    if (last.current === opened) return;
    last.current = opened;
    if (opened !== '' && list.current && list.current.getBoundingClientRect().top > innerHeight * 0.8) scrollTo(list.current, 'start');
  }, [opened]);
  return list;
};

interface Props {
  readonly city: City;
  readonly chosen: Chosen;
  readonly matching: Matching;
}

/** The orders behind the figures, last closed first, each with what was said of it; each opens on the desk. */
export const OrdersSaid = ({ city, chosen, matching }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { percent } = useShares();
  const found = useOrdersSaid(chosen);
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? [];
  const list = useBroughtIntoSight([chosen.bin, chosen.which].filter((one) => one !== undefined).join());
  const of = useChosenNames(city, matching)(chosen).map(({ words }) => words);
  return (
    <section ref={list} className="analysis-orders" aria-labelledby="orders-said">
      <h2 id="orders-said" role="status">
        {of.length === 0 ? t('analysis.matching.list') : t('analysis.matching.listOf', { of: of.join(t('common.comma')) })}
      </h2>
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && orders.length === 0 && <Nothing words={t('analysis.none')} />}
      <ul className={`plain-list${found.isPlaceholderData ? ' analysis-old' : ''}`}>
        {orders.map((order) => (
          <OrderLine key={order.id} order={order} href={`/desk/${order.id}`} isChosen={false} selection={null}>
            <span className={`matching-verdict${order.said.isRight ? '' : ' matching-wrong'}`}>
              {t(order.said.isRight ? 'analysis.matching.saidRight' : 'analysis.matching.saidWrong', {
                unit: named(order.said.unit),
                percent: percent(order.said.probability),
              })}
              {dot}
              {t('analysis.matching.closedAt', { at: format.day(order.closedAt) })}
            </span>
          </OrderLine>
        ))}
      </ul>
      <MoreButton list={found} block type="text" />
    </section>
  );
};
