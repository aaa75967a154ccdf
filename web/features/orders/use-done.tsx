import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { actOnOrder } from '../../staff/routes.ts';
import { longestActMs } from './use-act.ts';

/** How the reader may undo what was just done; undefined: they may not. A merge has its own way back. */
const undoOf = (order: Order): OrderAction | undefined => order.actions.find((action) => action === 'take_back' || action === 'unmerge');

/** Long enough to see a slip and to reach for it; the button and its key stay with the order. */
const undoSeconds = 8;

/** Says that an act is done, with its undoing beside it while there is one. */
export const useDone = () => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const undo = async (order: Order, action: OrderAction) => {
    message.destroy('act');
    const body = { version: order.version, ...(action === 'unmerge' ? { because: { code: 'note-slip' as const } } : {}) };
    try {
      queries.setQueryData(['order', order.id], await call(actOnOrder, { params: { id: order.id, action }, body, longestMs: longestActMs }));
      message.success(t('orders.undo.done'));
    } catch (error) {
      message.error(wordProblem(error, language));
      void queries.invalidateQueries({ queryKey: ['order', order.id] });
    }
    void queries.invalidateQueries({ queryKey: ['orders'] });
  };
  return (action: OrderAction, order: Order) => {
    const back = undoOf(order);
    const words = action === 'take_back' ? t('orders.undo.done') : t('orders.done', { action: t(`orders.action.${action}`) });
    message.success({
      key: 'act',
      duration: back === undefined ? 3 : undoSeconds,
      content: (
        <>
          {words}
          {back !== undefined && (
            <Button type="link" size="small" onClick={() => void undo(order, back)}>
              {t('orders.undo.label')}
            </Button>
          )}
        </>
      ),
    });
  };
};
