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
        [t('registry.source'), i18n.exists(`registry.evidences.${asset.dataSource}`) ? t(`registry.evidences.${asset.dataSource}`) : asset.dataSource],
        [t('registry.sourceNumber'), asset.sourceNumber],
        [t('registry.note'), asset.note],
      ]}
    />
  );
};
