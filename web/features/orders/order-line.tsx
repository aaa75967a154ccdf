import { EnvironmentOutlined, TeamOutlined } from '@ant-design/icons';
import { Checkbox, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OrderRow } from '#domain/contract/orders.ts';
import { isOver } from '#domain/order-transitions.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Remaining } from '../../staff/remaining.tsx';
import { HazardTag, StateTag, SupervisedTag } from '../../staff/tags.tsx';
import { useIntoView } from '../../staff/use-into-view.ts';
import { Address } from '../../ui/address.tsx';
import { dot } from '../../ui/dotted.ts';

/** Orders chosen by a box before each. */
export interface OrderSelection {
  readonly has: (order: OrderRow) => boolean;
  readonly toggle: (order: OrderRow) => void;
}

interface Props {
  readonly order: OrderRow;
  readonly href: string;
  readonly isChosen: boolean;
  readonly selection: OrderSelection | null;
  /** The unit whose queue it is: that an order is with it need not be said in each line. */
  readonly ownUnit?: string | undefined;
  /** What a list has to say of it besides. */
  readonly children?: ReactNode;
}

/** One order in a queue: what, where, with whom, how long yet. A chosen one scrolls into view. */
export const OrderLine = ({ order, href, isChosen, selection, ownUnit, children }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const line = useIntoView(isChosen);
  return (
    <li ref={line} className={selection ? 'order-line-boxed' : undefined}>
      {selection && <Checkbox checked={selection.has(order)} onChange={() => selection.toggle(order)} aria-label={t('orders.selectOne', { id: order.id })} />}
      <Link href={href} className={`order-line${order.isHazard ? ' order-line-hazard' : ''}`} aria-current={isChosen ? 'true' : undefined}>
        <span className="order-line-top">
          {order.isHazard && <HazardTag />}
          <strong>{named(order.kind.name)}</strong>
          <span className="order-line-tags">
            <StateTag state={order.state} />
            <SupervisedTag order={order} />
            {order.isJoinOffered && !isOver(order.state) && <span className="tone-tag tone-wait">{t('orders.offer.tag')}</span>}
          </span>
        </span>
        <span className="order-line-where">
          <EnvironmentOutlined aria-hidden="true" /> {order.address ? <Address of={order.address} isFirst /> : t('orders.unmatched')}
          <span>{`${dot}${named(order.street)}`}</span>
          {/* Of two holes without an address nobody knows else which the telephone, or a call to a danger, is about. */}
          {order.address === null && <span>{`${dot}${t('orders.number', { id: order.id })}`}</span>} {order.isMadeUp && <Tag>{t('orders.madeUp')}</Tag>}
        </span>
        <span className="order-line-who">
          {order.unit.id !== ownUnit && <span>{named(order.unit.name)}</span>}
          {order.crew && !isOver(order.state) && <span>{t('orders.crew.line', { name: named(order.crew) })}</span>}
          {order.part === 'informed' && <em>{t('orders.informed')}</em>}
          {order.part === 'fallback' && <em>{t('orders.part.fallback')}</em>}
          {order.reportCount > 1 && (
            <span>
              <TeamOutlined aria-hidden="true" /> {t('orders.reportCount', { count: order.reportCount })}
            </span>
          )}
        </span>
        {children}
        {!isOver(order.state) && <Remaining dueAt={order.dueAt} />}
      </Link>
    </li>
  );
};
