import { Alert, Button, Input, Progress, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { FormDialog } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import { dot } from '../../ui/dotted.ts';
import { actsForMany, handsFor } from './acts-for-many.ts';
import { type Outcome, useActOnMany } from './use-act-on-many.ts';

interface Props {
  readonly orders: readonly OrderRow[];
  readonly session: Session;
  /** The orders that were not done, to be left chosen. */
  readonly onClose: (left: readonly OrderRow[]) => void;
}

const Failures = ({ outcomes }: { outcomes: readonly Outcome[] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const failed = outcomes.filter(({ error }) => error !== null);
  if (failed.length === 0) return null;
  return (
    <ul className="plain-list many-failures">
      {failed.map(({ order, error }) => (
        <li key={order.id}>
          <ProblemNotice error={error} title={`${t('orders.number', { id: order.id })}${dot}${named(order.kind.name)}`} />
        </li>
      ))}
    </ul>
  );
};

interface Asked {
  readonly action: OrderAction | null;
  readonly note: string;
  readonly unitId: string | undefined;
}
type ActForMany = ReturnType<typeof actsForMany>[number];

const Form = ({ acts, asked, change }: { acts: readonly ActForMany[]; asked: Asked; change: (part: Partial<Asked>) => void }) => {
  const { t } = useTranslation();
  const chosen = acts.find(({ action }) => action === asked.action);
  if (acts.length === 0) return <p>{t('desk.many.nothing')}</p>;
  return (
    <>
      <div className="field">
        <label htmlFor="many-act">{t('desk.many.act')}</label>
        <Select
          id="many-act"
          className="unit-select"
          value={asked.action}
          onChange={(action) => change({ action })}
          options={acts.map(({ action, count }) => ({ value: action, label: t('desk.many.option', { action: t(`orders.action.${action}`), count }) }))}
        />
      </div>
      {chosen?.asksUnit && (
        <div className="field">
          <label htmlFor="many-unit">{t('orders.field.unit')}</label>
          <UnitSelect id="many-unit" label={t('orders.field.unit')} value={asked.unitId} onChange={(unitId) => change({ unitId })} />
        </div>
      )}
      {chosen && (
        <div className="field">
          <label htmlFor="many-note">{t(chosen.asksNote ? 'orders.field.note' : 'orders.field.noteOptional')}</label>
          <Input.TextArea
            id="many-note"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            value={asked.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        </div>
      )}
    </>
  );
};

const isWhole = ({ note, unitId }: Asked, act: ActForMany | undefined): act is ActForMany =>
  act !== undefined && (!act.asksNote || note.trim() !== '') && (!act.asksUnit || unitId !== undefined);

/** How far it is, and what became of each that was not done. */
const Told = ({ outcomes, all, isBusy }: { outcomes: readonly Outcome[]; all: number; isBusy: boolean }) => {
  const { t } = useTranslation();
  const failed = outcomes.filter(({ error }) => error !== null).length;
  const counts = { done: outcomes.length - failed, failed, left: all - outcomes.length, all };
  return (
    <>
      <Progress percent={Math.round((outcomes.length / all) * 100)} status={failed > 0 ? 'exception' : 'normal'} aria-label={t('desk.many.run')} />
      <Alert role="status" type={failed > 0 ? 'warning' : 'success'} title={t(isBusy || counts.left > 0 ? 'desk.many.progress' : 'desk.many.done', counts)} />
      <Failures outcomes={outcomes} />
    </>
  );
};

/** One act for all that are chosen: what it needs is asked once, and each order says for itself whether it was done. */
export const ActOnMany = ({ orders, session, onClose }: Props) => {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({ action: null, note: '', unitId: undefined });
  const [isStopping, setIsStopping] = useState(false);
  const { outcomes, isBusy, error, run, stop } = useActOnMany(session.username);
  const acts = actsForMany(orders, handsFor(session.permissions));
  const act = acts.find(({ action }) => action === asked.action);
  const done = new Set(outcomes.filter((one) => one.error === null).map(({ order }) => order.id));
  const hasRun = isBusy || outcomes.length > 0;
  const halt = () => {
    setIsStopping(true);
    stop();
  };
  const shut = () => (isBusy ? halt() : onClose(orders.filter(({ id }) => !done.has(id))));
  const start = () => isWhole(asked, act) && void run(orders, { action: act.action, note: asked.note, unitId: act.asksUnit ? asked.unitId : undefined });
  const buttons = [
    <Button key="shut" disabled={isBusy && isStopping} onClick={shut}>
      {t(isBusy ? 'desk.many.stop' : hasRun ? 'staff.close' : 'staff.cancel')}
    </Button>,
    <Button key="run" type="primary" disabled={!isWhole(asked, act)} onClick={start}>
      {t('desk.many.run')}
    </Button>,
  ];
  return (
    <FormDialog
      title={t('desk.many.title', { count: orders.length })}
      isFilled={!hasRun && asked.note.trim() !== ''}
      onClose={shut}
      footer={hasRun ? buttons.slice(0, 1) : buttons}
    >
      {hasRun ? (
        <Told outcomes={outcomes} all={orders.length} isBusy={isBusy} />
      ) : (
        <Form acts={acts} asked={asked} change={(part) => setAsked((before) => ({ ...before, ...part }))} />
      )}
      {isBusy && isStopping && <p role="status">{t('desk.many.stopping')}</p>}
      {error !== null && (
        <>
          <ProblemNotice error={error} />
          <p>{t('desk.many.unknown')}</p>
        </>
      )}
    </FormDialog>
  );
};
