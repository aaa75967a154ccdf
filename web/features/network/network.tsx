import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { RuleSetLine } from '#domain/contract/rules.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { Roster } from '../../staff/roster.tsx';
import { getRuleSet } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { CityNumbersView } from './city-numbers.tsx';
import { useRuleSets } from './queries.ts';
import { RuleSetView } from './rule-set.tsx';
import { begunOn } from './use-begun.ts';

const stateOf = (set: RuleSetLine): 'inForce' | 'later' | 'before' | 'draft' | 'takenBack' => {
  if (set.effectiveAt === null) return 'draft';
  if (set.withdrawnAt !== null) return 'takenBack';
  if (set.isInForce) return 'inForce';
  return Date.parse(set.effectiveAt) > Date.now() ? 'later' : 'before';
};

const Sets = ({ items, chosen, onChoose }: { items: readonly RuleSetLine[]; chosen: string | null; onChoose: (id: string) => void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="network-sets" aria-label={t('network.sets')}>
      {items.map((set) => {
        const state = stateOf(set);
        return (
          <li key={set.id}>
            <Button
              type={set.id === chosen ? 'primary' : 'default'}
              ghost={set.id === chosen}
              aria-pressed={set.id === chosen}
              onClick={() => onChoose(set.id)}
            >
              <strong>{set.version === null ? t('network.draft') : t('network.version', { version: set.version })}</strong>{' '}
              {state !== 'draft' && <span className={`tone-tag ${state === 'inForce' ? 'tone-good' : ''}`}>{t(`network.${state}`)}</span>}
              <br />
              {set.title}
              {state === 'later' && set.effectiveAt && <small> {t('network.since', { at: format.instant(set.effectiveAt) })}</small>}
            </Button>
          </li>
        );
      })}
    </ul>
  );
};

/** The rules by which orders find their unit: their versions, one of them whole, and what a draft would have changed. */
export const Network = ({ city, session }: { city: City; session: Session }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [get, change] = useFilters();
  const sets = useRuleSets();
  const items = sets.data?.items ?? [];
  const asked = get('set');
  const listed = items.find(({ id }) => id === asked)?.id ?? null;
  const inForce = items.find((set) => set.isInForce)?.id ?? null;
  // One that the address names and nobody has any more is a draft that was dropped: by then somebody may have been changing it.
  const dropped = sets.data && asked !== undefined && listed === null ? begunOn(asked) : null;
  const chosen = dropped ? null : (listed ?? inForce);
  const whole = useQuery({
    queryKey: ['rules', chosen],
    queryFn: ({ signal }) => call(getRuleSet, { params: { id: chosen ?? '' }, signal }),
    enabled: chosen !== null,
  });
  const choose = (id: string | null) => change({ set: id, run: null, flow: null });
  const renew = () => client.invalidateQueries({ queryKey: ['rules'] });
  const changed = async (id: string | null) => {
    if (id === null) choose(null); // what was dropped is not asked for again
    await renew();
    if (id !== null && id !== chosen) choose(id);
  };
  const error = sets.error ?? whole.error;
  const shown = dropped ?? whole.data;
  return (
    <div className="network">
      <aside>
        <h1>{t('network.title')}</h1>
        <Sets items={items} chosen={chosen} onChoose={choose} />
      </aside>
      <section>
        {error && <ProblemNotice error={error} title={t('staff.problem.load')} onRetry={() => void renew()} />}
        {!shown && !error && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
        {shown && (
          <RuleSetView
            key={shown.id}
            set={shown}
            isDropped={dropped !== null}
            city={city}
            mayWrite={sets.data?.mayEdit === true}
            mayRead={session.permissions.includes('orders.read')}
            onChanged={changed}
          />
        )}
        <CityNumbersView />
        {session.permissions.includes('duty.edit') && <Roster near={session.grants.find((grant) => grant.place !== null)?.place?.code} />}
      </section>
    </div>
  );
};
