import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { isDone, isOver } from '#domain/order-transitions.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { Remaining } from '../../staff/remaining.tsx';
import { emptyDraft } from './drafts.ts';
import { useAct } from './use-act.ts';

const Mark = ({ order, reportId }: { order: Order; reportId: string }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const act = useAct(order, () => message.success(t('orders.caller.done')));
  return (
    <>
      <Button size="small" loading={act.isPending} onClick={() => act.mutate({ action: 'contact', draft: { ...emptyDraft, reportId } })}>
        {t('orders.caller.mark')}
      </Button>
      {act.isError && <ProblemNotice error={act.error} />}
    </>
  );
};

/** By when one caller is to be contacted, or when they were; whoever may marks it there. Once the work is done nobody can. */
export const CallerClock = ({ order, report }: { order: Order; report: Order['reports'][number] }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { contact } = report;
  if (contact === null || (contact.metAt === null && (isDone(order.state) || isOver(order.state)))) return null;
  return (
    <div className="caller-clock" title={wordReason(contact.reason, language)}>
      <span className="order-clock-name">{t('orders.caller.due')}</span>
      <Remaining dueAt={contact.dueAt} metAt={contact.metAt} />
      {contact.metAt === null && order.actions.includes('contact') && <Mark order={order} reportId={report.id} />}
    </div>
  );
};
