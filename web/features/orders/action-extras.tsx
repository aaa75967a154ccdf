import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction, SupervisingBody } from '#domain/contract/terms.ts';
import { asksOf } from '#domain/order-transitions.ts';
import { useFormat } from '../../client/use-format.ts';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import { dotted } from '../../ui/dotted.ts';
import { ContactReveal } from './contact-reveal.tsx';
import type { ChangeDraft, Draft } from './drafts.ts';
import { GradesField } from './grades-field.tsx';
import { callersFor, isAboutReport, isRungUp, mayBeDangerous } from './what-is-asked.ts';

interface Props {
  readonly order: Order;
  readonly action: OrderAction;
  readonly draft: Draft;
  readonly change: ChangeDraft;
}

const bodies: readonly SupervisingBody[] = ['hotline_office', 'supervision_bureau', 'inspection_office'];

/** As much of a caller's words as tells them from the others; the whole stands above the form. */
const mostWords = 60;
const beginningOf = (words: string): string => (words.length > mostWords ? `${words.slice(0, mostWords)}…` : words);

/** Which of several callers is spoken of: by the hour and number, and by what they said. */
const Caller = ({ order, action, draft, change }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const callers = callersFor(order, action);
  if (callers.length < 2) return null;
  return (
    <div className="field">
      <label htmlFor="act-report">{t('orders.field.report')}</label>
      <Select
        id="act-report"
        value={draft.reportId ?? null}
        onChange={(reportId: string) => change({ reportId })}
        options={callers.map((report) => ({
          value: report.id,
          label: dotted([format.instant(report.receivedAt), report.number ?? report.contactMasked ?? t('orders.noContact')]),
          words: beginningOf(report.text) || t('orders.noWords'),
        }))}
        optionRender={({ label, data }) => (
          <>
            {label}
            <small className="caller-words">{data.words}</small>
          </>
        )}
      />
      <RefusalAt field="reportId" />
    </div>
  );
};

/** What only some actions ask for: a day, who supervises, a caller and what they judge. */
export const ActionExtras = (props: Props) => {
  const { order, action, draft, change } = props;
  const { t } = useTranslation();
  const asks = asksOf(order.state, action, order);
  const day = useRefused('day');
  return (
    <>
      {asks.includes('day') && (
        <div className="field">
          <label htmlFor="act-day">{t('orders.field.day')}</label>
          <Input id="act-day" type="date" value={draft.day ?? ''} onChange={(event) => change({ day: event.target.value || undefined })} {...day} />
          <RefusalAt field="day" />
        </div>
      )}
      {action === 'supervise' && (
        <fieldset className="field">
          <legend>{t('orders.field.bodies')}</legend>
          <Checkbox.Group
            value={[...draft.bodies]}
            options={bodies.map((body) => ({ value: body, label: t(`orders.body.${body}`) }))}
            onChange={(chosen) => change({ bodies: chosen })}
          />
        </fieldset>
      )}
      {isRungUp(action) && <ContactReveal order={order} />}
      {isAboutReport(action) && <Caller {...props} />}
      {asks.includes('grades') && <GradesField value={draft.grades} onChange={(grades) => change({ grades })} />}
      {mayBeDangerous(action) && (
        <Checkbox checked={draft.isDangerous} onChange={(event) => change({ isDangerous: event.target.checked })}>
          {t('orders.field.isDangerous')}
        </Checkbox>
      )}
    </>
  );
};
