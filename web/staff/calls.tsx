import { PhoneFilled } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Call } from '#domain/contract/calls.ts';
import { call } from '../client/call.ts';
import { useNow } from '../client/use-now.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { AndAddress } from '../ui/address.tsx';
import { wordAnswerBy } from './answer-by.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { acknowledgeCall, listCalls } from './routes.ts';
import './calls.css';

const everyMs = 20_000;

const OneCall = ({ given, home }: { given: Call; home: string }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const queries = useQueryClient();
  const leftMs = Date.parse(given.answerBy) - useNow();
  const go = useMutation({
    mutationFn: () => call(acknowledgeCall, { params: { id: given.id } }),
    onSettled: () => void Promise.all([queries.invalidateQueries({ queryKey: ['calls'] }), queries.invalidateQueries({ queryKey: ['order', given.orderId] })]),
  });
  const isAnswered = given.acknowledgedAt !== null;
  return (
    <li className={isAnswered ? 'call is-answered' : 'call'}>
      <PhoneFilled aria-hidden="true" />
      <div className="call-words">
        <strong>{t(isAnswered ? 'staff.call.going' : 'staff.call.title')}</strong>
        <span>
          {t('staff.call.order', { order: given.orderId })}&nbsp;· {named(given.kind)}&nbsp;· {named(given.street)}
          <AndAddress of={given.address} />
          {!isAnswered && <>&nbsp;· {wordAnswerBy(t, leftMs, language)}</>}
        </span>
        {go.isError && <ProblemNotice error={go.error} />}
      </div>
      {!isAnswered && (
        <Button size="large" loading={go.isPending} onClick={() => go.mutate()}>
          {t('staff.call.go')}
        </Button>
      )}
      <Link href={`/${home}/${given.orderId}`}>{t('staff.call.open')}</Link>
    </li>
  );
};

/** The dangers to which this person is called: above everything else, on every page, until they answer or another goes. */
export const Calls = ({ home }: { home: string }) => {
  const calls = useQuery({ queryKey: ['calls'], queryFn: ({ signal }) => call(listCalls, { signal }), refetchInterval: everyMs });
  const open = calls.data?.calls ?? [];
  if (open.length === 0) return null;
  return (
    <div role="alert">
      <ul className="calls">
        {open.map((one) => (
          <OneCall key={one.id} given={one} home={home} />
        ))}
      </ul>
    </div>
  );
};
