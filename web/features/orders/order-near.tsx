import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listNear } from '../../staff/routes.ts';

/** Positions come with other people's acts, of which no event tells this order's page. */
const everyMs = 60_000;

/** Who stood near within the hour, for a dispatcher who looks for somebody to send. */
export const OrderNear = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const found = useQuery({ queryKey: ['near', id], queryFn: ({ signal }) => call(listNear, { params: { id }, signal }), refetchInterval: everyMs });
  if (found.isError) return <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const { people, withinM, minutes } = found.data;
  if (people.length === 0) return <p className="order-quiet">{t('orders.near.none', { count: minutes, distance: format.distance(withinM) })}</p>;
  return (
    <ul className="plain-list order-near">
      {people.map(({ name, unit, at, distanceM, isBusy }) => (
        <li key={`${named(name)} ${at}`}>
          <strong>{named(name)}</strong>&nbsp;· {named(unit)}
          <br />
          {format.distance(distanceM)}&nbsp;· <time dateTime={at}>{format.instant(at)}</time> <Tag>{t(isBusy ? 'orders.near.busy' : 'orders.near.free')}</Tag>
        </li>
      ))}
    </ul>
  );
};
