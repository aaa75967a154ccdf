import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import type { Waiting } from '../../client/device/store.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Remaining } from '../../staff/remaining.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import '../../staff/words.ts';
import { isMine, type Jobs } from './jobs.ts';
import { Queue } from './queue.tsx';
import { ScanPlate } from './scan-plate.tsx';
import { usePosition } from './use-position.ts';

const clockOf = (order: Order): number => (order.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(order.dueAt));

const sorted = (orders: readonly Order[], here: Point | null): readonly Order[] =>
  [...orders].sort((a, b) => (here ? metresBetween(here, a.position) - metresBetween(here, b.position) : clockOf(a) - clockOf(b)));

const Line = ({ order, here, waits }: { order: Order; here: Point | null; waits: number }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { distance } = useFormat();
  return (
    <li>
      <Link href={`/crew/${order.id}`} className={`crew-job ${order.isHazard ? 'is-danger' : ''}`}>
        <strong>{named(order.kind.name)}</strong>
        {order.isHazard && <span className="crew-danger">{t('staff.hazard')}</span>}
        <span className="crew-where">
          <PlaceWords district={order.district} street={order.street} address={order.address} />
        </span>
        <span className="crew-facts">
          {here && <b>{t('crew.away', { distance: distance(metresBetween(here, order.position)) })}</b>}
          <span>{t(`staff.state.${order.state}`)}</span>
          <span>{t('staff.call.order', { order: order.id })}</span>
        </span>
        <Remaining dueAt={order.dueAt} />
        {waits > 0 && <em>{t('crew.waits', { count: waits })}</em>}
      </Link>
    </li>
  );
};

/** Who was sent to some by name sees those first; else all of the unit's are one list. */
const partsOf = (orders: readonly Order[]): readonly { readonly title: string | null; readonly orders: readonly Order[] }[] => {
  const mine = orders.filter(isMine);
  if (mine.length === 0) return [{ title: null, orders }];
  const others = orders.filter((order) => !mine.includes(order));
  return [{ title: 'crew.mine', orders: mine }, ...(others.length > 0 ? [{ title: 'crew.others', orders: others }] : [])];
};

interface Props {
  readonly jobs: Jobs;
  readonly acts: readonly Waiting[];
  readonly onOpen: (orderId: string) => void;
  readonly onDone: () => void;
}

/** All jobs, by clock or by way, and the plate that tells which one this is. */
export const JobList = ({ jobs, acts, onOpen, onDone }: Props) => {
  const { t } = useTranslation();
  const [by, setBy] = useState<'clock' | 'way'>('clock');
  const [unknown, setUnknown] = useState<string | null>(null);
  const { here, ask } = usePosition();
  const found = (plate: string) => {
    const job = jobs.orders.find(({ assetId }) => assetId === plate);
    if (job) onOpen(job.id);
    else setUnknown(plate);
  };
  const choose = (next: 'clock' | 'way') => {
    setBy(next);
    if (next === 'way') ask();
  };
  const parts = partsOf(jobs.orders);
  const known = new Set(jobs.orders.map(({ id }) => id));
  return (
    <>
      <h1 className="unseen">{t('crew.title')}</h1>
      <ScanPlate onPlate={found} />
      {unknown && <Notice tone="warn">{t('crew.scan.noJob', { plate: formatPlate(unknown) })}</Notice>}
      <Queue acts={acts.filter(({ queue, state }) => state === 'refused' || !known.has(queue))} onDone={onDone} />
      <fieldset className="crew-sort">
        <legend className="unseen">{t('crew.order')}</legend>
        {(['clock', 'way'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="by" checked={by === one} onChange={() => choose(one)} />
            <span>{t(one === 'clock' ? 'crew.byClock' : 'crew.byWay')}</span>
          </label>
        ))}
      </fieldset>
      {by === 'way' && !here && <p className="step-note">{t('crew.noPosition')}</p>}
      {jobs.orders.length === 0 && <Notice>{t('crew.none')}</Notice>}
      {parts.map(({ title, orders }) => (
        <section key={title ?? ''} aria-label={title === null ? undefined : t(title)}>
          {title !== null && <h2>{t(title)}</h2>}
          <ul className="crew-jobs">
            {sorted(orders, by === 'way' ? here : null).map((order) => (
              <Line key={order.id} order={order} here={here} waits={acts.filter(({ queue, state }) => queue === order.id && state === 'waiting').length} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};
