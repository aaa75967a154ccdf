import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#domain/contract/orders.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { getOrder } from '../../staff/routes.ts';
import { type BrokenOff, findBrokenOff, keepBrokenOff } from './broken-off.ts';

interface Props {
  readonly by: string;
  /** The orders that were left, as they are now, to be chosen again. */
  readonly onRest: (orders: readonly OrderRow[]) => void;
}

/** Those of them that this reader may still see, as they are now. */
const loadRest = async (ids: readonly string[]): Promise<OrderRow[]> => {
  const found: OrderRow[] = [];
  for (const id of ids)
    found.push(
      ...(await call(getOrder, { params: { id } }).then(
        (order) => [order],
        () => [],
      )),
    );
  return found;
};

/** Says how far an act on many orders came when its page was shut, and offers the rest. */
export const BrokenOffNotice = ({ by, onRest }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [one, setOne] = useState<BrokenOff | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  useEffect(() => {
    findBrokenOff(by).then(setOne, () => setOne(null));
  }, [by]);
  if (one === null) return null;
  const over = () => {
    keepBrokenOff(null);
    setOne(null);
  };
  const choose = async () => {
    setIsLoading(true);
    onRest(await loadRest(one.left));
    over();
  };
  return (
    <Alert
      type="warning"
      showIcon
      title={t('desk.many.broken', {
        at: format.instant(one.at),
        action: t(`orders.action.${one.action}`),
        done: one.all - one.left.length,
        left: one.left.length,
      })}
      description={t('desk.many.brokenText')}
      action={
        <Button size="small" loading={isLoading} onClick={() => void choose()}>
          {t('desk.many.rest')}
        </Button>
      }
      closable={{ onClose: over }}
    />
  );
};
