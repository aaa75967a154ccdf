import { useTranslation } from 'react-i18next';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Facts } from './facts.tsx';

const netWord = (has: boolean | null): string | null => (has === null ? null : has ? 'registry.netYes' : 'registry.netNo');

/** Where it lies, how well that is known, and what was built. */
export const Structure = ({ asset }: { asset: Asset }) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const net = netWord(asset.hasAntiFallNet);
  // A desk writes who said it, a census how it was found out; what a file named itself stays as it is.
  const sourceOf = (source: string): string => {
    const key = ['registry.evidences', 'registry.eventSource'].map((words) => `${words}.${source}`).find((one) => i18n.exists(one));
    return key === undefined ? source : t(key);
  };
  return (
    <Facts
      facts={[
        [t('registry.road'), asset.address],
        [t('registry.onRoad'), asset.road && named(asset.road)],
        [t('registry.location'), t(`registry.locations.${asset.locationKind}`)],
        [
          t('registry.position'),
          <span key="position">
            <span className="mono">
              {asset.position.lon.toFixed(6)}, {asset.position.lat.toFixed(6)}
            </span>{' '}
            {t('registry.accuracy', { distance: t('registry.metres', { value: format.number(asset.positionAccuracyM) }) })}
          </span>,
        ],
        [t('registry.depth'), asset.depthM === null ? null : t('registry.metres', { value: format.number(asset.depthM) })],
        [t('registry.yearBuilt'), asset.yearBuilt],
        [t('registry.net'), net === null ? null : t(net)],
        [t('registry.changedOn'), format.date(asset.changedOn)],
        [t('registry.source'), sourceOf(asset.dataSource)],
        [t('registry.sourceNumber'), asset.sourceNumber],
        [t('registry.note'), asset.note],
      ]}
    />
  );
};
