import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';

/** How the number stands, and what is dangerous about the well by its own record. */
export const Standing = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  return (
    <>
      {asset.standing === 'merged' && (
        <Alert type="info" showIcon title={t('registry.standing.merged', { asked: formatPlate(asset.askedFor), number: formatPlate(asset.id) })} />
      )}
      {asset.standing === 'retired' && <Alert type="info" showIcon title={t('registry.standing.retired')} />}
      {asset.hazards.length > 0 && (
        <Alert type="error" showIcon title={asset.hazards.map((hazard) => t(`registry.hazards.${hazard}`)).join(t('common.comma'))} />
      )}
    </>
  );
};
