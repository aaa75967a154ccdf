import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Absent } from '../../staff/absent.tsx';
import { useAsset } from '../../staff/assets.ts';
import { readDay } from '../../staff/day-in-address.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { AsOf } from './as-of.tsx';
import { AssetEvents } from './asset-events.tsx';
import { AssetOrders } from './asset-orders.tsx';
import { Covers } from './covers.tsx';
import { AssetActs } from './edit/asset-acts.tsx';
import { IdentityCard } from './identity-card.tsx';
import { Keepers } from './keepers.tsx';
import { MeasuredOffers } from './measured-offers.tsx';
import { OwnerBelief } from './owner-belief.tsx';
import { endOf } from './past/use-past.ts';
import { Standing } from './standing.tsx';
import { Structure } from './structure.tsx';
import { Suggested } from './suggested.tsx';
import './registry.css';

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="life-part">
    <h2>{title}</h2>
    {children}
  </section>
);

/** Of a day on which it was not there yet that is said: asking again changes nothing. */
const Before = ({ error, isMissing, onRetry }: { error: unknown; isMissing: boolean; onRetry: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return isMissing ? <Nothing words={wordProblem(error, language)} /> : <ProblemNotice error={error} title={t('staff.problem.load')} onRetry={onRetry} />;
};

const Record = ({ asset, city, isPast }: { asset: Asset; city: City; isPast: boolean }) => {
  const { t } = useTranslation();
  return (
    <>
      <Standing asset={asset} />
      <IdentityCard asset={asset} city={city} />
      <AssetActs asset={asset} city={city} />
      {!isPast && <MeasuredOffers asset={asset} />}
      <Part title={t('registry.section.keepers')}>
        <Keepers asset={asset} />
        {!isPast && <OwnerBelief id={asset.id} />}
      </Part>
      {asset.isWell && (
        <Part title={t('registry.section.cover')}>
          <Covers covers={asset.covers} />
        </Part>
      )}
      <Part title={t('registry.section.well')}>
        <Structure asset={asset} />
      </Part>
      <Part title={t('registry.section.orders')}>
        <AssetOrders orders={asset.orders} />
      </Part>
      <Part title={t('registry.section.events')}>
        <AssetEvents asset={asset} city={city} />
      </Part>
    </>
  );
};

/** One asset, from its number to its last order. */
export const AssetLife = ({ id, city, onBack }: { id: string; city: City; onBack: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [get, change] = useFilters();
  const on = readDay(get('on'));
  const found = useAsset(id, on ? endOf(on, city.timeZone) : null);
  const back = (
    <Button type="text" icon={<ArrowLeftOutlined />} onClick={onBack}>
      {t('registry.back')}
    </Button>
  );
  const isMissing = found.error instanceof ProblemError && [400, 403, 404, 422].includes(found.error.problem.status);
  if (isMissing && !on)
    return (
      <Absent as="h2" title={t('staff.missing.title')} words={wordProblem(found.error, language)}>
        <Suggested typed={id} error={found.error} near={get('near')} hrefOf={(number) => `/registry/${number}`} />
        {back}
      </Absent>
    );
  const again = () => void found.refetch();
  const asset = isMissing ? undefined : found.data;
  // The day's box stays where it is while another day loads or fails: it is being typed into.
  return (
    <article className="asset-life">
      {back}
      <AsOf on={on} city={city} onChange={(next) => change({ on: next }, next ? 'typed' : 'chosen')} />
      {found.isPending && <Skeleton active paragraph={{ rows: 14 }} />}
      {found.isError &&
        (asset ? (
          <NotRenewed error={found.error} since={found.dataUpdatedAt} onRetry={again} />
        ) : (
          <Before error={found.error} isMissing={isMissing} onRetry={again} />
        ))}
      {asset && <Record asset={asset} city={city} isPast={on !== undefined} />}
    </article>
  );
};
