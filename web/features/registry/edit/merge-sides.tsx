import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { boundsAround } from '../../../staff/bounds.ts';
import { StaffMap } from '../../../staff/staff-map.tsx';
import { StatusTag } from '../../../staff/tags.tsx';
import { AndAddress } from '../../../ui/address.tsx';

const closeDegrees = 0.00005; // some five metres about the two

/** The two that are said to be one, side by side and on the map, before they are joined. */
export const MergeSides = ({ city, asset, other }: { city: City; asset: Asset; other: Asset }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <>
      <div className="edit-fields">
        {[asset, other].map((one, i) => (
          <p key={one.id} className="merge-side">
            <strong>{t(i === 0 ? 'registry.merge.this' : 'registry.merge.that')}</strong>
            <span className="mono">{formatPlate(one.id)}</span>
            <span>
              {named(one.className)} <StatusTag status={one.status} />
            </span>
            <span>
              {one.owner ? named(one.owner.name) : t('registry.ownerless')}
              <AndAddress of={one.address} />
            </span>
          </p>
        ))}
      </div>
      <div className="edit-map">
        <StaffMap
          city={city}
          label={t('registry.edit.mapLabel')}
          fitBounds={boundsAround([asset.position, other.position], closeDegrees)}
          marks={[
            { id: asset.id, position: asset.position, label: t('registry.merge.this'), tone: 'pin' },
            { id: other.id, position: other.position, label: t('registry.merge.that'), chosen: true, tone: 'candidate' },
          ]}
        />
      </div>
    </>
  );
};
