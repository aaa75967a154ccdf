import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { LiabilityOutcome } from '#domain/contract/terms.ts';
import { lastCaseStep } from '#domain/last-case-step.ts';
import { billedFen, mostBillFen } from '#domain/yuan.ts';
import { call } from '../../client/call.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { objectToBill, putBill, settleCase } from '../../staff/routes.ts';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import type { DraftPhoto } from './drafts.ts';
import { PhotoField } from './photo-field.tsx';

interface Props {
  readonly orderId: string;
  readonly one: Order['liability'][number];
}

/** Of what was billed. */
const outcomes: readonly LiabilityOutcome[] = ['paid', 'shared', 'waived'];

/** Keeps the order as the step left it; one that was refused is read anew: what came meanwhile is to be seen. */
const useStep = <Given,>(orderId: string, step: (given: Given) => Promise<Order>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (order) => queries.setQueryData(['order', orderId], order),
    onError: () => queries.invalidateQueries({ queryKey: ['order', orderId] }),
  });
};

/** What of a case its person sees as they send. */
const seenAtOf = ({ billedAt, objection }: Props['one']) => lastCaseStep({ billedAt, objectedAt: objection?.at ?? null });

/** What is asked stands above its field, also once it is filled. */
const Labelled = ({ label, children }: { label: string; children: (id: string) => ReactNode }) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
};

/** What the fallback spent, in yuan; it is kept in fen. */
export const BillForm = ({ orderId, one }: Props) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [yuan, setYuan] = useState<number | null>(one.billFen === null ? null : one.billFen / 100);
  const [note, setNote] = useState(one.billNote ?? '');
  const send = useStep(orderId, (amountFen: number) =>
    call(putBill, { params: { id: one.id }, body: { amountFen, note: note.trim(), seenAt: seenAtOf(one) } }),
  );
  useAsked(note.trim() !== (one.billNote ?? ''));
  const fen = billedFen(yuan);
  const isOutside = yuan !== null && fen === null;
  return (
    <form
      className="action-form"
      aria-label={t('orders.liability.bill')}
      onSubmit={(event) => {
        event.preventDefault();
        if (fen !== null && note.trim()) send.mutate(fen);
      }}
    >
      <Labelled label={t('orders.liability.amount')}>
        {(id) => (
          <>
            {/* Without bounds of its own: what lies outside them would be another amount unsaid as soon as the field is left. */}
            <InputNumber
              id={id}
              precision={2}
              value={yuan}
              onChange={setYuan}
              aria-invalid={isOutside}
              {...(isOutside ? { status: 'error' as const, 'aria-describedby': `${id}-said` } : {})}
            />
            {isOutside && (
              <p className="field-error" id={`${id}-said`} role="alert">
                {t('orders.liability.amountBounds', { most: number(mostBillFen / 100) })}
              </p>
            )}
          </>
        )}
      </Labelled>
      <Labelled label={t('orders.liability.billNote')}>
        {(id) => <Input id={id} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Labelled>
      <Button htmlType="submit" loading={send.isPending} disabled={fen === null || !note.trim()}>
        {t('orders.liability.bill')}
      </Button>
      {send.isError && <ProblemNotice error={send.error} />}
    </form>
  );
};

/** What who is asked to pay disputes, with photos; said once more, the last word stands. */
export const ObjectionForm = ({ orderId, one }: Props) => {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<readonly DraftPhoto[]>([]);
  const isBegun = note.trim() !== '' || photos.length > 0;
  useAsked(isBegun);
  const send = useStep(orderId, () =>
    call(objectToBill, {
      params: { id: one.id },
      body: { note: note.trim(), seenAt: seenAtOf(one), ...(photos.length > 0 ? { photoIds: photos.map(({ id }) => id) } : {}) },
    }),
  );
  const clear = () => {
    setNote('');
    setPhotos([]);
  };
  const after = useAfterPhotos(() => send.mutate(undefined, { onSuccess: clear }));
  return (
    <form
      className="action-form"
      aria-label={t('orders.liability.object')}
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim()) after.press();
      }}
    >
      <Input.TextArea
        aria-label={t('orders.liability.objectNote')}
        placeholder={t('orders.liability.objectNote')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <PhotoField
        photos={photos}
        onAdd={(photo) => setPhotos((before) => [...before, photo])}
        onRemove={(id) => setPhotos((before) => before.filter((photo) => photo.id !== id))}
        onComing={after.told}
      />
      <Button htmlType="submit" loading={send.isPending || after.isWaiting} disabled={!note.trim()}>
        {t('orders.liability.object')}
      </Button>
      {send.isError && <ProblemNotice error={send.error} />}
    </form>
  );
};

/** How the case ends, and why; one that nobody billed is closed without money. */
export const SettleForm = ({ orderId, one }: Props) => {
  const { t } = useTranslation();
  const [chosen, setOutcome] = useState<LiabilityOutcome>('paid');
  const [note, setNote] = useState('');
  const isBilled = one.billFen !== null;
  const outcome = isBilled ? chosen : 'unbilled';
  const settle = t(isBilled ? 'orders.liability.settle' : 'orders.liability.closeUnbilled');
  const why = t(isBilled ? 'orders.liability.settleNote' : 'orders.liability.closeNote');
  useAsked(note.trim() !== '');
  const send = useStep(orderId, (ended: LiabilityOutcome) =>
    call(settleCase, { params: { id: one.id }, body: { outcome: ended, note: note.trim(), seenAt: seenAtOf(one) } }),
  );
  return (
    <form
      className="action-form"
      aria-label={settle}
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim()) send.mutate(outcome);
      }}
    >
      {isBilled && (
        <Labelled label={t('orders.liability.outcome')}>
          {(id) => (
            <Select id={id} value={outcome} onChange={setOutcome} options={outcomes.map((value) => ({ value, label: t(`orders.liability.${value}`) }))} />
          )}
        </Labelled>
      )}
      <Labelled label={why}>{(id) => <Input id={id} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}</Labelled>
      <Button htmlType="submit" loading={send.isPending} disabled={!note.trim()}>
        {settle}
      </Button>
      {send.isError && <ProblemNotice error={send.error} />}
    </form>
  );
};
