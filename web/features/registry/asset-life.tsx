import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Absent } from '../../staff/absent.tsx';
import { useAsset } from '../../staff/assets.ts';
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

/** One asset, from its number to its last order. */
export const AssetLife = ({ id, city, onBack }: { id: string; city: City; onBack: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [get, change] = useFilters();
  const on = get('on');
  const found = useAsset(id, on ? endOf(on, city.timeZone) : null);
  const back = (
    <Button type="text" icon={<ArrowLeftOutlined />} onClick={onBack}>
      {t('registry.back')}
    </Button>
  );
  if (found.isPending) return <Skeleton active paragraph={{ rows: 14 }} className="asset-pad" />;
  const isMissing = found.error instanceof ProblemError && [400, 403, 404, 422].includes(found.error.problem.status);
  const again = () => void found.refetch();
  if (!found.data || isMissing) {
    if (isMissing && !on)
      return (
        <Absent as="h2" title={t('staff.missing.title')} words={wordProblem(found.error, language)}>
          <Suggested typed={id} error={found.error} near={get('near')} hrefOf={(number) => `/registry/${number}`} />
          {back}
        </Absent>
      );
    return (
      <div className="asset-pad">
        {back}
        <AsOf on={on} onChange={(next) => change({ on: next }, next ? 'typed' : 'chosen')} />
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={again} />
      </div>
    );
  }
  const asset = found.data;
  return (
    <article className="asset-life">
      {back}
      {found.isError && <NotRenewed error={found.error} since={found.dataUpdatedAt} onRetry={again} />}
      <AsOf on={on} onChange={(next) => change({ on: next }, next ? 'typed' : 'chosen')} />
      <Standing asset={asset} />
      <IdentityCard asset={asset} city={city} />
      <AssetActs asset={asset} city={city} />
      {!on && <MeasuredOffers asset={asset} />}
      <Part title={t('registry.section.keepers')}>
        <Keepers asset={asset} />
        {!on && <OwnerBelief id={asset.id} />}
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
    </article>
  );
};
