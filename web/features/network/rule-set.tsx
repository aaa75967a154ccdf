import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AfterRules } from '#domain/contract/after-rules.ts';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { RuleFault, RuleSet } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createDraft, dropDraft, saveDraft } from '../../staff/routes.ts';
import { AfterTable } from './after-table.tsx';
import { DryRunView } from './dry-run.tsx';
import { RuleTable } from './rule-table.tsx';
import { SwitchOn } from './switch-on.tsx';
import { Withdraw } from './withdraw.tsx';

interface Props {
  readonly set: RuleSet;
  readonly city: City;
  readonly mayWrite: boolean;
  readonly mayRead: boolean;
  readonly onChanged: (id: string | null) => Promise<void>;
}

const Faults = ({ faults }: { faults: readonly RuleFault[] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  if (faults.length === 0) return <Alert type="success" showIcon title={t('network.noFaults')} />;
  const list = (
    <ul>
      {faults.map((fault) => (
        <li key={`${fault.code}-${fault.text.en}`}>{named(fault.text)}</li>
      ))}
    </ul>
  );
  return <Alert type={faults.every((fault) => fault.isWarning) ? 'warning' : 'error'} showIcon title={t('network.faults')} description={list} />;
};

const useChanges = ({ set, onChanged }: Pick<Props, 'set' | 'onChanged'>, draft: Pick<RuleSet, 'title' | 'rules' | 'after'>) => {
  const { t } = useTranslation();
  const params = { id: set.id };
  const copy = useMutation({
    mutationFn: () => call(createDraft, { body: { from: set.id, title: t('network.copyTitle', { title: set.title }).slice(0, 120) } }),
    onSuccess: ({ id }) => onChanged(id),
  });
  const save = useMutation({
    mutationFn: () => call(saveDraft, { params, body: { revision: set.revision, ...draft } }),
    onSuccess: ({ id }) => onChanged(id),
  });
  const drop = useMutation({ mutationFn: () => call(dropDraft, { params }), onSuccess: () => onChanged(null) });
  return { copy, save, drop };
};

/** One version or draft: its rows, what is wrong with it, and what it would have changed. */
export const RuleSetView = ({ set, city, mayWrite, mayRead, onChanged }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const [title, setTitle] = useState(set.title);
  const [rules, setRules] = useState<DispatchRule[]>(set.rules);
  const [after, setAfter] = useState<AfterRules>(set.after);
  const isChanged = title !== set.title || rules !== set.rules || after !== set.after;
  const { copy, save, drop } = useChanges({ set, onChanged }, { title, rules, after });
  const error = copy.error ?? save.error ?? drop.error;
  const heading = set.version === null ? t('network.draft') : t('network.version', { version: set.version });
  return (
    <>
      <div className="network-head">
        <h2>{heading}</h2>
        {set.mayEdit ? (
          <Input aria-label={t('network.setTitle')} maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
        ) : (
          <span>{set.title}</span>
        )}
        {set.isInForce && <span className="tone-tag tone-good">{t('network.inForce')}</span>}
        {set.editedBy && set.editedAt && <small>{t('network.edited', { who: named(set.editedBy), at: format.instant(set.editedAt) })}</small>}
        {mayWrite && (
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>
            {t('network.copy')}
          </Button>
        )}
        {mayWrite && <Withdraw set={set} onChanged={onChanged} />}
        {set.mayEdit && (
          <>
            <Button type="primary" disabled={!isChanged || title.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
              {t('network.save')}
            </Button>
            <SwitchOn set={set} city={city} isDisabled={isChanged} onChanged={onChanged} />
            <Popconfirm title={t('network.dropSure')} onConfirm={() => drop.mutate()}>
              <Button danger>{t('network.drop')}</Button>
            </Popconfirm>
          </>
        )}
        {isChanged && <span className="tone-tag tone-wait">{t('network.unsaved')}</span>}
      </div>
      {error && <ProblemNotice error={error} title={t('staff.problem.title')} />}
      <Faults faults={set.faults} />
      {mayRead && <DryRunView set={set} city={city} mayStart={mayWrite} isChanged={isChanged} />}
      <RuleTable rules={rules} faults={set.faults} city={city} onChange={set.mayEdit ? setRules : null} />
      <AfterTable after={after} onChange={set.mayEdit ? setAfter : null} />
    </>
  );
};
