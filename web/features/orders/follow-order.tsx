import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { subscribeOrder, unsubscribeOrder } from '../../staff/routes.ts';
import { subscriptionsKey, useSubscriptions } from '../../staff/subscriptions.ts';

/** Has the reader told of what happens to an order, whoever has to do with it, until they press it again. */
export const FollowOrder = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const subscriptions = useSubscriptions();
  const isFollowed = subscriptions.data?.orders.some((order) => order.id === id) ?? false;
  const change = useMutation({
    mutationFn: () => (isFollowed ? call(unsubscribeOrder, { params: { id } }) : call(subscribeOrder, { params: { id } })),
    onSuccess: () => message.success(t(isFollowed ? 'orders.follow.ended' : 'orders.follow.begun')),
    onError: (error) => message.error(wordProblem(error, language)),
    onSettled: () => queries.invalidateQueries({ queryKey: subscriptionsKey }),
  });
  return (
    <Button
      type="text"
      size="small"
      icon={isFollowed ? <StarFilled /> : <StarOutlined />}
      aria-label={t('orders.follow.button')}
      title={t('orders.follow.button')}
      aria-pressed={isFollowed}
      disabled={!subscriptions.data}
      loading={change.isPending}
      onClick={() => change.mutate()}
      className="order-print"
    />
  );
};
