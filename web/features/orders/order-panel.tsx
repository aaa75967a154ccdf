import { CloseOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Absent } from '../../staff/absent.tsx';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { HazardTag, StateTag } from '../../staff/tags.tsx';
import { Address } from '../../ui/address.tsx';
import { FollowOrder } from './follow-order.tsx';
import { JoinOffers } from './join-offers.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderClocks } from './order-clocks.tsx';
import { OrderDenials } from './order-denials.tsx';
import { OrderJoins } from './order-joins.tsx';
import { OrderJudgements } from './order-judgements.tsx';
import { OrderLiability } from './order-liability.tsx';
import { OrderMatch } from './order-match.tsx';
import { OrderNear } from './order-near.tsx';
import { OrderPaper } from './order-paper.tsx';
import { OrderReports } from './order-reports.tsx';
import { OrderStory } from './order-story.tsx';
import { OrderWhy } from './order-why.tsx';
import { PhotoStrip } from './photo-strip.tsx';
import { useOrder } from './queries.ts';
import { usePaperMap } from './use-paper-map.ts';
import './orders.css';
import './words.ts';
import { dotted } from '../../ui/dotted.ts';

interface Props {
  readonly id: string;
  readonly session: Session;
  readonly onClose: () => void;
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="order-section">
    <h3>{title}</h3>
    {children}
  </section>
);

/** When somebody came, and since when nobody can be hurt any more. */
const OnSite = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const told = [
    ...(order.arrivedAt ? [t('orders.arrivedAt', { at: format.instant(order.arrivedAt) })] : []),
    ...(order.securedAt ? [t('orders.securedAt', { at: format.instant(order.securedAt) })] : []),
    ...(order.repairedAt ? [t('orders.repairedAt', { at: format.instant(order.repairedAt) })] : []),
  ];
  return told.length === 0 ? null : <p className="order-words">{dotted(told)}</p>;
};

/** What was asked for, until when it is paused, who took it up; each with the reason that was given, which who decides it needs to read. */
const Aside = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const because = (action: Order['actions'][number], line: string): string => {
    const note = order.events.findLast((event) => event.action === action)?.note;
    return note ? t('orders.because', { line, note }) : line;
  };
  const { timeAskedAt, pauseAskedAt, resumesOn, pausedAt, supervisedAt, supervisedBy, docketedAt } = order;
  const bodies = supervisedBy.map((body) => t(`orders.body.${body}`)).join(t('orders.and'));
  const day = resumesOn === null ? '' : format.date(resumesOn);
  const told = [
    timeAskedAt && because('ask_time', t('orders.timeAskedAt', { at: format.instant(timeAskedAt) })),
    pauseAskedAt && resumesOn && because('ask_pause', t('orders.pauseAskedAt', { at: format.instant(pauseAskedAt), day })),
    pausedAt && resumesOn && because('ask_pause', t('orders.pausedUntil', { day })),
    supervisedAt && because('supervise', t(`orders.${bodies ? 'supervisedAt' : 'supervisedSince'}`, { at: format.instant(supervisedAt), bodies })),
    docketedAt && because('docket', t('orders.docketedAt', { at: format.instant(docketedAt) })),
  ].filter((line) => line !== null);
  return told.length === 0 ? null : (
    <ul className="plain-list order-words">
      {told.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
};

interface HeadProps {
  readonly order: Order;
  readonly onClose: () => void;
  readonly onPrint: () => void;
  readonly isPrinting: boolean;
}

const Head = ({ order, onClose, onPrint, isPrinting }: HeadProps) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <header className="order-head">
      <div className="order-head-top">
        <div className="order-head-tags">
          <span className="mono">{t('orders.number', { id: order.id })}</span>
          <StateTag state={order.state} />
          {order.isHazard && <HazardTag />}
        </div>
        <FollowOrder id={order.id} />
        <Button
          type="text"
          size="small"
          icon={<PrinterOutlined />}
          aria-label={t('orders.print')}
          loading={isPrinting}
          onClick={onPrint}
          className="order-print"
        />
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('staff.close')} onClick={onClose} className="order-close" />
      </div>
      <h2>{named(order.kind.name)}</h2>
      <p>
        {order.address ? <Address of={order.address} isFirst /> : t('orders.unmatched')}
        <span className="order-place">{t('common.place', { district: named(order.district), street: named(order.street) })}</span>
      </p>
    </header>
  );
};

const Body = ({ order, session }: { order: Order; session: Session }) => {
  const { t } = useTranslation();
  return (
    <>
      {order.joinOffers.length > 0 && (
        <Section title={t('orders.section.offers')}>
          <JoinOffers order={order} />
        </Section>
      )}
      {order.deadlines.length > 0 && (
        <Section title={t('orders.section.clocks')}>
          <OrderClocks deadlines={order.deadlines} state={order.state} resumesOn={order.pausedAt === null ? null : order.resumesOn} />
          <OnSite order={order} />
          <Aside order={order} />
        </Section>
      )}
      {order.actions.includes('dispatch') && (
        <Section title={t('orders.section.near')}>
          <OrderNear id={order.id} />
        </Section>
      )}
      {order.securedPhotos.length > 0 && (
        <Section title={t('orders.section.secured')}>
          <PhotoStrip photos={order.securedPhotos} label="orders.denial.securedPhoto" />
        </Section>
      )}
      {order.denials.length > 0 && (
        <Section title={t('orders.section.denials')}>
          <OrderDenials order={order} />
        </Section>
      )}
      {order.liability.length > 0 && (
        <Section title={t('orders.section.liability')}>
          <OrderLiability order={order} />
        </Section>
      )}
      {order.judgements.length > 0 && (
        <Section title={t('orders.section.judgements')}>
          <OrderJudgements order={order} />
        </Section>
      )}
      {order.reply !== null && (
        <Section title={t('orders.section.reply')}>
          <p className="order-words">{order.reply}</p>
          <PhotoStrip photos={order.replyPhotos} label="orders.replyPhoto" />
        </Section>
      )}
      <Section title={t('orders.section.reports')}>
        <OrderReports order={order} mayAdd={session.permissions.includes('reports.forCallers')} />
      </Section>
      <Section title={t('orders.section.why')}>
        <OrderWhy order={order} />
      </Section>
      <Section title={t('orders.section.asset')}>
        <OrderMatch order={order} />
      </Section>
      <Section title={t('orders.section.story')}>
        <OrderStory events={order.events} />
      </Section>
    </>
  );
};

const Panel = ({ order, session, onClose, told }: { order: Order; session: Session; onClose: () => void; told: ReactNode }) => {
  const { t } = useTranslation();
  const { map, isDrawing, print } = usePaperMap(order);
  const scroll = useRef<HTMLDivElement>(null);
  // Opened by a letter, with nothing else in hand: the keys that scroll, and the next Tab, are the order's.
  useEffect(() => {
    if (document.activeElement === document.body) scroll.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article className="order-panel" aria-label={t('orders.number', { id: order.id })}>
      <div ref={scroll} className="order-scroll" tabIndex={-1}>
        {told}
        <Head order={order} onClose={onClose} onPrint={() => void print()} isPrinting={isDrawing} />
        <OrderPaper order={order} session={session} map={map} />
        <OrderJoins order={order} />
        <Body order={order} session={session} />
      </div>
      <OrderActions key={order.id} order={order} />
    </article>
  );
};

const isMissing = (error: unknown): boolean => error instanceof ProblemError && [400, 403, 404].includes(error.problem.status);

/** Why there is no order to show: handed on, not there, or not loaded. */
const NoOrder = ({ error, onClose, onRetry }: { error: unknown; onClose: () => void; onRetry: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const isHandedOn = error instanceof ProblemError && error.problem.code === 'order-handed-on';
  if (isHandedOn || isMissing(error))
    return (
      <Absent
        as="h2"
        title={t(isHandedOn ? 'orders.handedOn' : 'staff.missing.title')}
        words={isHandedOn ? wordProblem(error, language) : t('staff.missing.text')}
      >
        <Button onClick={onClose}>{t('staff.back')}</Button>
      </Absent>
    );
  return (
    <div className="pane-pad">
      <ProblemNotice error={error} title={t('staff.problem.load')} onRetry={onRetry} />
    </div>
  );
};

/** One order, whole, with what this person may do about it; kept beside the queue and its map. */
export const OrderPanel = ({ id, session, onClose }: Props) => {
  const order = useOrder(id);
  const again = () => void order.refetch();
  if (order.isPending) return <Skeleton active paragraph={{ rows: 12 }} className="pane-pad" />;
  if (!order.data || isMissing(order.error)) return <NoOrder error={order.error} onClose={onClose} onRetry={again} />;
  const told = order.isError && <NotRenewed error={order.error} since={order.dataUpdatedAt} onRetry={again} />;
  return <Panel order={order.data} session={session} onClose={onClose} told={told} />;
};
