import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AfterRules } from '#domain/contract/after-rules.ts';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { RuleFault, RuleSet } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useFormat } from '../../client/use-format.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
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

/** What was changed and not saved, and of which revision. */
interface Begun {
  readonly revision?: number;
  readonly title?: string;
  readonly rules?: DispatchRule[];
  readonly after?: AfterRules;
}
const nothing: Begun = {};

/** A draft as its editor has it: what they changed outlives the page, an error, and another who saved the same draft meanwhile. */
const useBegun = (set: RuleSet) => {
  const { draft, change, clear } = useTabDraft<Begun>(`rules-${set.id}`, nothing);
  const begun = set.mayEdit ? draft : nothing; // what was switched on meanwhile stands as it is
  const isChanged = begun.revision !== undefined;
  useAsked(isChanged);
  return {
    now: { title: begun.title ?? set.title, rules: begun.rules ?? set.rules, after: begun.after ?? set.after },
    isChanged,
    revision: begun.revision ?? set.revision,
    isOvertaken: isChanged && begun.revision !== set.revision,
    change: (part: Omit<Begun, 'revision'>) => change((before) => ({ revision: before.revision ?? set.revision, ...part })),
    stand: () => change({ revision: set.revision }),
    clear,
  };
};

type BegunDraft = ReturnType<typeof useBegun>;

const useChanges = ({ set, onChanged }: Pick<Props, 'set' | 'onChanged'>, begun: BegunDraft) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const params = { id: set.id };
  const copy = useMutation({
    mutationFn: () => call(createDraft, { body: { from: set.id, title: t('network.copyTitle', { title: set.title }).slice(0, 120) } }),
    onSuccess: ({ id }) => onChanged(id),
  });
  const save = useMutation({
    mutationFn: () => call(saveDraft, { params, body: { revision: begun.revision, ...begun.now } }),
    onSuccess: (saved) => {
      client.setQueryData(['rules', saved.id], saved); // at once: one's own saving is no other's
      begun.clear();
      return onChanged(saved.id);
    },
    onError: () => onChanged(set.id), // who saved first is seen, and what they saved
  });
  const drop = useMutation({
    mutationFn: () => call(dropDraft, { params }),
    onSuccess: () => {
      begun.clear();
      return onChanged(null);
    },
  });
  return { copy, save, drop };
};

/** Somebody else saved the draft that one is changing: nobody's changes go without a word. */
const Overtaken = ({ set, onStand, onGiveUp }: { set: RuleSet; onStand: () => void; onGiveUp: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('network.overtaken.title', {
        who: set.editedBy ? named(set.editedBy) : t('network.overtaken.somebody'),
        at: set.editedAt ? format.instant(set.editedAt) : '',
      })}
      description={
        <div className="network-head">
          <Button onClick={onStand}>{t('network.overtaken.stand')}</Button>
          <Button onClick={onGiveUp}>{t('network.overtaken.giveUp')}</Button>
        </div>
      }
    />
  );
};

interface ToolsProps extends Pick<ReturnType<typeof useChanges>, 'save' | 'drop'>, Pick<Props, 'set' | 'city' | 'onChanged'> {
  readonly begun: BegunDraft;
}

const DraftTools = ({ set, city, begun: { isChanged, isOvertaken, now, clear }, save, drop, onChanged }: ToolsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <Button type="primary" disabled={!isChanged || isOvertaken || now.title.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
        {t('network.save')}
      </Button>
      <SwitchOn set={set} city={city} isDisabled={isChanged} onChanged={onChanged} />
      <Popconfirm title={t('network.dropSure')} onConfirm={() => drop.mutate()}>
        <Button danger>{t('network.drop')}</Button>
      </Popconfirm>
      {isChanged && <span className="tone-tag tone-wait">{t('network.unsaved')}</span>}
      {isChanged && !isOvertaken && (
        <Button type="link" onClick={clear}>
          {t('network.giveUp')}
        </Button>
      )}
    </>
  );
};

/** One version or draft: its rows, what is wrong with it, and what it would have changed. */
export const RuleSetView = ({ set, city, mayWrite, mayRead, onChanged }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const begun = useBegun(set);
  const { title, rules, after } = begun.now;
  const { isChanged } = begun;
  const { copy, save, drop } = useChanges({ set, onChanged }, begun);
  const error = copy.error ?? save.error ?? drop.error;
  const stand = () => {
    save.reset(); // its refusal has been answered
    begun.stand();
  };
  const heading = set.version === null ? t('network.draft') : t('network.version', { version: set.version });
  return (
    <>
      <div className="network-head">
        <h2>{heading}</h2>
        {set.mayEdit ? (
          <Input aria-label={t('network.setTitle')} maxLength={120} value={title} onChange={(event) => begun.change({ title: event.target.value })} />
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
        {set.mayEdit && <DraftTools set={set} city={city} begun={begun} save={save} drop={drop} onChanged={onChanged} />}
      </div>
      {begun.isOvertaken && <Overtaken set={set} onStand={stand} onGiveUp={begun.clear} />}
      {error && <ProblemNotice error={error} title={t('staff.problem.title')} />}
      <Faults faults={set.faults} />
      {mayRead && <DryRunView set={set} city={city} mayStart={mayWrite} isChanged={isChanged} />}
      <RuleTable rules={rules} faults={set.faults} city={city} onChange={set.mayEdit ? (next) => begun.change({ rules: next }) : null} />
      <AfterTable after={after} onChange={set.mayEdit ? (next) => begun.change({ after: next }) : null} />
    </>
  );
};
