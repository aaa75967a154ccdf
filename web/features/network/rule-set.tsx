import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { RuleFault, RuleSet } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { EndButton } from '../../staff/end-button.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createDraft, dropDraft, saveDraft } from '../../staff/routes.ts';
import { AfterTable } from './after-table.tsx';
import type { Words } from './begun.ts';
import { LeftBehind, Outrun, Overtaken } from './changed-meanwhile.tsx';
import { DryRunView } from './dry-run.tsx';
import { RuleTable } from './rule-table.tsx';
import { SwitchOn } from './switch-on.tsx';
import { type BegunDraft, useBegun } from './use-begun.ts';
import { Withdraw } from './withdraw.tsx';

interface Props {
  readonly set: RuleSet;
  /** While somebody was changing it. */
  readonly isDropped: boolean;
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

const useChanges = ({ set, onChanged }: Pick<Props, 'set' | 'onChanged'>, begun: BegunDraft) => {
  const client = useQueryClient();
  const params = { id: set.id };
  const copy = useMutation({
    mutationFn: () => call(createDraft, { body: { from: set.id, title: set.title } }),
    onSuccess: ({ id }) => onChanged(id),
  });
  const save = useMutation({
    mutationFn: (sent: Words) => call(saveDraft, { params, body: { revision: begun.revision, ...sent } }),
    onSuccess: (saved, sent) => {
      client.setQueryData(['rules', saved.id], saved); // at once: one's own saving is no other's
      begun.saved(sent, saved);
      return onChanged(saved.id);
    },
    onError: () => onChanged(set.id), // who saved first is seen, and what they saved
  });
  const keep = useMutation({
    mutationFn: (sent: Words) => call(createDraft, { body: { from: set.id, ...sent } }),
    onSuccess: async (made, sent) => {
      client.setQueryData(['rules', made.id], made);
      begun.goOnIn(made, sent);
      await onChanged(made.id);
      begun.clear();
    },
  });
  const drop = useMutation({
    mutationFn: () => call(dropDraft, { params, query: { revision: set.revision } }),
    onSuccess: () => {
      begun.clear();
      return onChanged(null);
    },
    onError: () => onChanged(set.id),
  });
  const giveUp = () => {
    for (const refused of [save, keep, drop]) refused.reset(); // what was refused is not wanted any more
    begun.clear();
    if (begun.left === 'dropped') void onChanged(null);
  };
  const stand = () => {
    save.reset(); // its refusal has been answered
    begun.stand();
  };
  return { copy, save, keep, drop, giveUp, stand };
};

interface ToolsProps extends Pick<ReturnType<typeof useChanges>, 'save' | 'drop' | 'giveUp'>, Pick<Props, 'set' | 'city' | 'onChanged'> {
  readonly begun: BegunDraft;
}

const DraftTools = ({ set, city, begun: { isChanged, isOvertaken, now }, save, drop, giveUp, onChanged }: ToolsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <Button type="primary" disabled={!isChanged || isOvertaken || now.title.trim() === ''} loading={save.isPending} onClick={() => save.mutate(now)}>
        {t('network.save')}
      </Button>
      <SwitchOn set={set} city={city} isDisabled={isChanged} onChanged={onChanged} />
      <EndButton danger label={t('network.drop')} sure={t('network.dropSure')} onSure={() => drop.mutate()} />
      {isChanged && <span className="tone-tag tone-wait">{t('network.unsaved')}</span>}
      {isChanged && !isOvertaken && (
        <Button type="link" disabled={save.isPending} onClick={giveUp}>
          {t('network.giveUp')}
        </Button>
      )}
    </>
  );
};

/** What it was copied from, and who changed it last. */
const Origin = ({ set: { basedOn, editedBy, editedAt } }: { set: RuleSet }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <>
      {basedOn && (
        <small>
          {basedOn.version === null
            ? t('network.copiedFromDraft', { title: basedOn.title })
            : t('network.copiedFrom', { version: basedOn.version, title: basedOn.title })}
        </small>
      )}
      {editedBy && editedAt && <small>{t('network.edited', { who: named(editedBy), at: format.instant(editedAt) })}</small>}
    </>
  );
};

/** One version or draft: its rows, what is wrong with it, and what it would have changed. */
export const RuleSetView = ({ set, isDropped, city, mayWrite, mayRead, onChanged }: Props) => {
  const { t } = useTranslation();
  const begun = useBegun(set, isDropped);
  const { left, shown, now, isChanged } = begun;
  const { copy, save, keep, drop, giveUp, stand } = useChanges({ set, onChanged }, begun);
  const error = left === null ? (copy.error ?? save.error ?? drop.error) : keep.error; // of what was left behind, that is told already
  const change = (part: Partial<Words>) => begun.change(part, save.isPending);
  const heading = shown.version === null ? t('network.draft') : t('network.version', { version: shown.version });
  return (
    <>
      <div className="network-head">
        <h2>{heading}</h2>
        {shown.mayEdit ? (
          <Input aria-label={t('network.setTitle')} maxLength={120} value={now.title} onChange={(event) => change({ title: event.target.value })} />
        ) : (
          <span>{shown.title}</span>
        )}
        {shown.isInForce && <span className="tone-tag tone-good">{t('network.inForce')}</span>}
        <Origin set={shown} />
        {mayWrite && left === null && (
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>
            {t('network.copy')}
          </Button>
        )}
        {mayWrite && <Withdraw set={shown} onChanged={onChanged} />}
        {shown.mayEdit && left === null && <DraftTools set={set} city={city} begun={begun} save={save} drop={drop} giveUp={giveUp} onChanged={onChanged} />}
      </div>
      {shown.outrunBy && <Outrun by={shown.outrunBy} />}
      {begun.isOvertaken && <Overtaken set={set} onStand={stand} onGiveUp={giveUp} />}
      {left !== null && (
        <LeftBehind set={set} left={left} isWhole={now.title.trim() !== ''} isKeeping={keep.isPending} onKeep={() => keep.mutate(now)} onGiveUp={giveUp} />
      )}
      {error && <ProblemNotice error={error} title={t('staff.problem.title')} />}
      <Faults faults={shown.faults} />
      {mayRead && left === null && <DryRunView set={set} city={city} mayStart={mayWrite} isChanged={isChanged} />}
      <RuleTable rules={now.rules} faults={shown.faults} city={city} onChange={shown.mayEdit ? (rules) => change({ rules }) : null} />
      <AfterTable after={now.after} onChange={shown.mayEdit ? (after) => change({ after }) : null} />
    </>
  );
};
