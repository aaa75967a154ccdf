import { Alert, Button, Input, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { AssetStatus, OrderAction } from '#domain/contract/terms.ts';
import { asksOf } from '#domain/order-transitions.ts';
import { useCity } from '../../client/city.ts';
import { type FieldRefusal, leadToRefusal, RefusalAt, Refused, useRefused } from '../../staff/refused.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import type { PhotosComing } from '../../ui/use-after-photos.ts';
import { ActionExtras } from './action-extras.tsx';
import { AssetField } from './asset-field.tsx';
import { awaitsDecision } from './awaits-decision.ts';
import { CrewField } from './crew-field.tsx';
import type { ChangeDraft, Draft } from './drafts.ts';
import { mayBeSentTo } from './may-be-sent-to.ts';
import { OtherOrderField } from './other-order-field.tsx';
import { PhotoField } from './photo-field.tsx';
import { PositionField } from './position-field.tsx';
import { limitBegunBy, takesNote } from './what-is-asked.ts';

interface Props {
  readonly order: Order;
  readonly action: OrderAction;
  readonly draft: Draft;
  readonly change: ChangeDraft;
  /** Why it may not go, once it was tried. */
  readonly refusal: FieldRefusal | null;
  /** How often it was tried: each time the hand is led to the field. */
  readonly tries: number;
  readonly isBusy: boolean;
  /** Opened by its key: the hands are on the keys and go on there. */
  readonly isByKey: boolean;
  readonly onConfirm: () => void;
  readonly onComing: (photos: PhotosComing) => void;
  readonly onCancel: () => void;
}

const statuses: readonly AssetStatus[] = ['intact', 'damaged', 'missing', 'abandoned', 'removed'];
const placeholders: readonly OrderAction[] = ['return', 'rework', 'void'];

const Note = ({ action, draft, change, isRequired }: Pick<Props, 'action' | 'draft' | 'change'> & { isRequired: boolean }) => {
  const { t } = useTranslation();
  const refused = useRefused('note');
  const label = isRequired ? 'note' : action === 'contact' ? 'noteContact' : 'noteOptional';
  return (
    <div className="field">
      <label htmlFor="act-note">{t(`orders.field.${label}`)}</label>
      <Input.TextArea
        id="act-note"
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => change({ note: event.target.value })}
        {...refused}
        {...(placeholders.includes(action) ? { placeholder: t(`orders.notePlaceholder.${action}`) } : {})}
      />
      <RefusalAt field="note" />
    </div>
  );
};

const Resolution = ({ order, draft, change }: Pick<Props, 'order' | 'draft' | 'change'>) => {
  const { t } = useTranslation();
  const refused = useRefused('reply');
  const options = statuses.map((value) => ({ value, label: t(`staff.status.${value}`) }));
  return (
    <>
      <div className="field">
        <label htmlFor="act-reply">{t('orders.field.reply')}</label>
        <Input.TextArea
          id="act-reply"
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={2000}
          placeholder={t('orders.replyPlaceholder')}
          value={draft.reply}
          onChange={(event) => change({ reply: event.target.value })}
          {...refused}
        />
        <RefusalAt field="reply" />
      </div>
      {order.assetId && (
        <div className="field">
          <label htmlFor="act-status">{t('orders.field.assetStatus')}</label>
          <Select
            id="act-status"
            allowClear
            placeholder={t('orders.field.assetStatusKeep')}
            value={draft.assetStatus ?? null}
            options={options}
            onChange={(next) => change({ assetStatus: next ?? undefined })}
          />
        </div>
      )}
    </>
  );
};

const focusFirst = (form: HTMLFormElement | null): void => form?.querySelector<HTMLElement>('input:not([type=file]), textarea')?.focus();

/** Fields that say themselves why they are refused; what is about none of them stands above the buttons. */
const saying = ['unitId', 'orderId', 'personId', 'assetId', 'position', 'reply', 'photoIds', 'day', 'reportId', 'grades', 'note'];

/** Leads the hand to what is missing, each time it was tried. */
const useLedToRefusal = (tries: number) => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) leadToRefusal(form.current);
  }, [tries]);
  return form;
};

/** What the action does; a limit that it begins is the city's own. */
const Does = ({ action }: { action: OrderAction }) => {
  const { t } = useTranslation();
  const { data: city } = useCity();
  const limit = limitBegunBy[action];
  if (limit !== undefined && city === undefined) return null;
  return <p className="field-hint">{t(`orders.does.${action}`, limit === undefined ? {} : { count: city?.limits[limit] })}</p>;
};

/** What one action asks for, the reason it may not go yet beside it; the words stay when the form is closed. */
export const ActionForm = ({ order, action, draft, change, refusal, tries, isBusy, isByKey, onConfirm, onComing, onCancel }: Props) => {
  const { t } = useTranslation();
  const form = useLedToRefusal(tries);
  useEffect(() => {
    if (isByKey) focusFirst(form.current);
  }, [isByKey, form]);
  const asks = asksOf(order.state, action, order);
  return (
    <Refused value={refusal}>
      <form
        ref={form}
        className="action-form"
        aria-label={t(`orders.action.${action}`)}
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onConfirm();
          if (event.key === 'Escape' && !event.defaultPrevented) onCancel();
        }}
      >
        <h3>{t(`orders.action.${action}`)}</h3>
        <Does action={action} />
        {action === 'dispatch' && awaitsDecision(order) && <p className="field-hint">{t('orders.denial.howDecided')}</p>}
        {asks.includes('unit') && (
          <div className="field">
            <label htmlFor="act-unit">{t('orders.field.unit')}</label>
            <UnitSelect
              id="act-unit"
              label={t('orders.field.unit')}
              value={draft.unitId}
              onChange={(unitId) => change({ unitId })}
              near={order.streetCode}
              mayBe={(unit) => mayBeSentTo(order, action, unit)}
              isInvalid={refusal?.field === 'unitId'}
              isRequired
            />
            <RefusalAt field="unitId" />
          </div>
        )}
        {asks.includes('order') && <OtherOrderField order={order} draft={draft} change={change} />}
        {asks.includes('person') && <CrewField orderId={order.id} draft={draft} change={change} />}
        {asks.includes('asset') && <AssetField order={order} draft={draft} change={change} />}
        {asks.includes('safe') && <Alert type="warning" showIcon title={t('orders.stillDangerous')} />}
        {(asks.includes('position') || asks.includes('safe')) && (
          <PositionField place={order.position} position={draft.position} onChange={(position) => change({ position })} />
        )}
        {asks.includes('reply') && <Resolution order={order} draft={draft} change={change} />}
        {(asks.includes('photo') || asks.includes('evidence')) && (
          <PhotoField
            photos={draft.photos}
            onAdd={(photo) => change((before) => ({ photos: [...before.photos, photo] }))}
            onRemove={(id) => change((before) => ({ photos: before.photos.filter((photo) => photo.id !== id) }))}
            onComing={onComing}
          />
        )}
        <ActionExtras order={order} action={action} draft={draft} change={change} />
        {takesNote(asks, action) && <Note action={action} draft={draft} change={change} isRequired={asks.includes('note')} />}
        {refusal && !saying.includes(refusal.field ?? '') && (
          <p className="field-error" role="alert">
            {refusal.words}
          </p>
        )}
        <div className="order-buttons">
          <Button type="primary" htmlType="submit" loading={isBusy} danger={action === 'void' || action === 'return'}>
            {t('orders.send', { action: t(`orders.action.${action}`) })}
          </Button>
          <Button onClick={onCancel}>{t('staff.cancel')}</Button>
        </div>
      </form>
    </Refused>
  );
};
