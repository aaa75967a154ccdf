import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import { localDate, localTime } from '#domain/local-time.ts';
import { useCity } from '../../client/city.ts';
import type { Waiting } from '../../client/device/store.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CityMap } from '../../map/lazy-city-map.tsx';
import { Remaining } from '../../staff/remaining.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import '../../staff/words.ts';
import { dropActDraft, findActDraft } from './act-draft.ts';
import { ActForm } from './act-form.tsx';
import { actsNow, asksOf, type CrewAct, stateAfter } from './acts.ts';
import { isMine } from './jobs.ts';
import { Queue } from './queue.tsx';
import { queueAct } from './queue-act.ts';
import { ScanPlate } from './scan-plate.tsx';
import { memoOf } from './sync.ts';

const Place = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { data: city } = useCity();
  const [hasMap, setHasMap] = useState(true);
  const { lon, lat } = order.position;
  return (
    <>
      {city && hasMap && (
        <div className="crew-map">
          <CityMap
            label={t('crew.map')}
            centre={order.position}
            zoom={18.5}
            marks={[{ id: 'place', position: order.position, label: t('crew.place'), tone: 'pin' }]}
            basemapStyleUrl={city.basemapStyleUrl}
            isDemo={city.isDemo}
            onUnavailable={() => setHasMap(false)}
          />
        </div>
      )}
      <a className="button" href={`geo:${lat},${lon}?q=${lat},${lon}`}>
        {t('crew.navigate')}
      </a>
    </>
  );
};

const PlateCheck = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const [plate, setPlate] = useState<string | null>(null);
  const isSame = plate !== null && plate === order.assetId;
  const word = isSame ? 'crew.scan.same' : order.assetId === null ? 'crew.scan.unregistered' : 'crew.scan.other';
  return (
    <>
      <ScanPlate onPlate={setPlate} />
      {plate && <Notice tone={isSame ? 'good' : 'warn'}>{t(word, { plate: formatPlate(plate) })}</Notice>}
    </>
  );
};

/** What its callers said, at first, later, and of work that did not solve it. */
const saidOf = (order: Order) => [
  ...order.reports
    .flatMap(({ text, receivedAt, additions }) => [
      { at: receivedAt, text, as: 'crew.said' },
      ...additions.map(({ at, text: added }) => ({ at, text: added, as: 'crew.added' })),
    ])
    .filter(({ text }) => text),
  ...order.judgements.flatMap(({ at, solved, note }) => (solved || !note ? [] : [{ at, text: note, as: 'crew.notSolved' }])),
];

const Facts = ({ order, queued }: { order: Order; queued: readonly CrewAct[] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  return (
    <section className="crew-head">
      <div className="crew-title">
        <h1>{named(order.kind.name)}</h1>
        {isMine(order) && <span className="crew-mine">{t('crew.toMe')}</span>}
        {order.isHazard && !queued.includes('secure') && <span className="crew-danger">{t('staff.hazard')}</span>}
      </div>
      <p>
        {t('staff.call.order', { order: order.id })} · <PlaceWords district={order.district} street={order.street} address={order.address} />
      </p>
      {order.assetId && <p className="crew-plate">{formatPlate(order.assetId)}</p>}
      <p>
        <b>{t(`staff.state.${stateAfter(order.state, queued)}`)}</b> <Remaining dueAt={order.dueAt} />
      </p>
      {saidOf(order).map(({ at, text, as }) => (
        <blockquote key={`${at} ${text}`}>{t(as, { at: instant(at), text })}</blockquote>
      ))}
    </section>
  );
};

/** What of the time on the wall is told of a step that was sent late. */
const wallTime = (at: string, zone: string): string => `${localDate(at, zone)} ${localTime(at, zone).slice(0, 5)}`;

/** One job: where, what, what to do next in big buttons, and what of it still waits on this phone. */
export const Job = ({ order, by, acts, onDone }: { order: Order; by: string; acts: readonly Waiting[]; onDone: () => void }) => {
  const { t } = useTranslation();
  const zone = useCity().data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [open, setOpen] = useState<CrewAct | null>(() => findActDraft(order.id)?.act ?? null);
  const [isUnkept, setUnkept] = useState(false);
  const queued = acts.map((one) => memoOf(one).action);
  const next = acts.some(({ state }) => state === 'refused') ? [] : actsNow(order, queued);
  const keep = async (act: CrewAct, body: Parameters<typeof queueAct>[2]) => {
    const at = new Date().toISOString();
    try {
      await queueAct(order, act, body, { by, at, doneAt: wallTime(at, zone) });
      dropActDraft(order.id);
      setOpen(null);
      onDone();
    } catch {
      setUnkept(true);
    }
  };
  const press = (act: CrewAct) => (asksOf(order, queued, act).length > 0 ? setOpen(act) : void keep(act, {}));
  return (
    <>
      <Link className="button button-quiet crew-back" href="/crew">
        ← {t('crew.back')}
      </Link>
      <Facts order={order} queued={queued} />
      <Queue acts={acts} onDone={onDone} />
      {isUnkept && <Notice tone="bad">{t('crew.form.notKept')}</Notice>}
      {open === null && next.length === 0 && <Notice>{t('crew.nothing')}</Notice>}
      {open === null && (
        <div className="crew-acts">
          {next.map((act, i) => (
            <Button key={act} look={i === 0 ? 'main' : 'plain'} onClick={() => press(act)}>
              {t(`crew.act.${act}`)}
            </Button>
          ))}
          {acts.length === 0 && order.lastAct && (
            <Button look="quiet" onClick={() => press('take_back')}>
              {t('crew.act.take_back', { step: t(`orders.event.${order.lastAct}`) })}
            </Button>
          )}
        </div>
      )}
      {open !== null && (
        <ActForm
          key={open}
          orderId={order.id}
          act={open}
          asks={asksOf(order, queued, open)}
          place={order.position}
          onCancel={() => setOpen(null)}
          onDone={(body) => void keep(open, body)}
        />
      )}
      <PlateCheck order={order} />
      <Place order={order} />
      <Link className="button button-quiet" href={`/unit/${order.id}`}>
        {t('crew.whole')}
      </Link>
    </>
  );
};
