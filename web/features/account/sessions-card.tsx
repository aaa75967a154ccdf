import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { endSession, listSessions } from '../../staff/routes.ts';
import { dotted } from '../../ui/dotted.ts';

/** What a person recognises a browser by: its name and system out of what it calls itself. */
const browserOf = (agent: string): string => {
  const browser = /(Edg|Firefox|Chrome|Safari)\/[\d.]+/.exec(agent)?.[1]?.replace('Edg', 'Edge') ?? '';
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(agent)?.[0] ?? '';
  return dotted([browser, system]);
};

/** Where a person is signed in, and the way out of each. */
export const SessionsCard = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['own-sessions'], queryFn: ({ signal }) => call(listSessions, { signal }) });
  const end = useMutation({
    mutationFn: (id: string) => call(endSession, { params: { id } }),
    onSuccess: (left) => queries.setQueryData(['own-sessions'], left),
  });
  const found = sessions.data?.sessions ?? [];
  const error = sessions.error ?? end.error;
  return (
    <Card
      title={t('account.sessions.title')}
      loading={sessions.isPending}
      extra={
        found.length > 1 && (
          <Button size="small" onClick={() => end.mutate('others')}>
            {t('account.sessions.endOthers')}
          </Button>
        )
      }
    >
      {error && <ProblemNotice error={error} />}
      {found.map(({ id, agent, createdAt, seenAt, isThis }) => (
        <div key={id} className="account-line">
          <div>
            {browserOf(agent) || t('account.sessions.unknown')} {isThis && <span className="tone-tag tone-good">{t('account.sessions.this')}</span>}
            <p>{t('account.sessions.since', { at: format.instant(createdAt), seen: format.instant(seenAt) })}</p>
          </div>
          {!isThis && (
            <Button size="small" onClick={() => end.mutate(id)}>
              {t('account.sessions.end')}
            </Button>
          )}
        </div>
      ))}
    </Card>
  );
};
