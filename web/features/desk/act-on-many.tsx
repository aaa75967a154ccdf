import { Alert, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import { actsForMany, handsFor } from './acts-for-many.ts';
import { type Outcome, useActOnMany } from './use-act-on-many.ts';

interface Props {
  readonly orders: readonly OrderRow[];
  readonly permissions: readonly string[];
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
          <ProblemNotice error={error} title={`${t('orders.number', { id: order.id })} · ${named(order.kind.name)}`} />
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

/** One act for all that are chosen: what it needs is asked once, and each order says for itself whether it was done. */
export const ActOnMany = ({ orders, permissions, onClose }: Props) => {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({ action: null, note: '', unitId: undefined });
  const { outcomes, isBusy, error, run } = useActOnMany();
  const acts = actsForMany(orders, handsFor(permissions));
  const act = acts.find(({ action }) => action === asked.action);
  const done = outcomes.filter(({ error }) => error === null);
  const left = orders.filter((order) => !done.some((one) => one.order.id === order.id));
  const hasRun = outcomes.length > 0;
  const hasFailed = hasRun && left.length > 0;
  const shut = () => onClose(left);
  const start = () => isWhole(asked, act) && run(orders, { action: act.action, note: asked.note, unitId: act.asksUnit ? asked.unitId : undefined });
  const buttons = [
    <Button key="shut" onClick={shut}>
      {t(hasRun || isBusy ? 'staff.close' : 'staff.cancel')}
    </Button>,
    <Button key="run" type="primary" disabled={!isWhole(asked, act)} loading={isBusy} onClick={start}>
      {t('desk.many.run')}
    </Button>,
  ];
  return (
    <Modal open title={t('desk.many.title', { count: orders.length })} onCancel={shut} footer={hasRun ? buttons.slice(0, 1) : buttons}>
      {hasRun ? (
        <>
          <Alert role="status" type={hasFailed ? 'warning' : 'success'} title={t('desk.many.done', { done: done.length, all: orders.length })} />
          <Failures outcomes={outcomes} />
        </>
      ) : (
        <>
          <Form acts={acts} asked={asked} change={(part) => setAsked((before) => ({ ...before, ...part }))} />
          {isBusy && <p role="status">{t('desk.many.goesOn')}</p>}
          {error && <ProblemNotice error={error} />}
        </>
      )}
    </Modal>
  );
};
