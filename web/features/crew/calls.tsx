import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Call } from '#domain/contract/calls.ts';
import { call } from '../../client/call.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { wordAnswerBy } from '../../staff/answer-by.ts';
import { acknowledgeCall, listCalls } from '../../staff/routes.ts';
import { Button } from '../../ui/button.tsx';
import '../../staff/words.ts';
import { AndAddress } from '../../ui/address.tsx';

const everyMs = 20_000;

const OneCall = ({ given, onGo }: { given: Call; onGo: () => void }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const leftMs = Date.parse(given.answerBy) - useNow();
  const queries = useQueryClient();
  const go = useMutation({
    mutationFn: () => call(acknowledgeCall, { params: { id: given.id } }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['calls'] });
      onGo();
    },
  });
  const isAnswered = given.acknowledgedAt !== null;
  return (
    <li className="crew-call">
      <strong>{t(isAnswered ? 'staff.call.going' : 'staff.call.title')}</strong>
      <span>
        {t('staff.call.order', { order: given.orderId })}&nbsp;· {named(given.kind)}&nbsp;· {named(given.street)}
        <AndAddress of={given.address} />
      </span>
      {go.isError && <span role="alert">{wordProblem(go.error, language)}</span>}
      {!isAnswered && <span>{wordAnswerBy(t, leftMs, language)}</span>}
      {!isAnswered && (
        <Button look="danger" busy={go.isPending} onClick={() => go.mutate()}>
          {t('staff.call.go')}
        </Button>
      )}
      <Link href={`/crew/${given.orderId}`}>{t('staff.call.open')}</Link>
    </li>
  );
};

/** The dangers to which this person is called, above everything else. Answering needs a signal: silence calls the next one. */
export const Calls = ({ onGo }: { onGo: () => void }) => {
  const calls = useQuery({ queryKey: ['calls'], queryFn: ({ signal }) => call(listCalls, { signal }), refetchInterval: everyMs });
  const open = calls.data?.calls ?? [];
  // A call may tell of a job that came since the list was loaded: both are read anew together, or the page would say that there is none.
  const called = open.map(({ id }) => id).join();
  useEffect(() => {
    if (called !== '') onGo();
  }, [called, onGo]);
  if (open.length === 0) return null;
  return (
    <div role="alert">
      <ul className="crew-queue">
        {open.map((one) => (
          <OneCall key={one.id} given={one} onGo={onGo} />
        ))}
      </ul>
    </div>
  );
};
