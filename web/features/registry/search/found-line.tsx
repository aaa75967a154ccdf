import { WarningFilled } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { StatusTag } from '../../../staff/tags.tsx';
import { Address } from '../../../ui/address.tsx';
import '../../../staff/assets.css';
import { dot, dotted } from '../../../ui/dotted.ts';

interface LineProps {
  readonly asset: FoundAsset;
  readonly href: string;
  readonly isPicked: boolean;
  /** null: nothing is picked here. */
  readonly onPick: ((isPicked: boolean) => void) | null;
}

/** One asset found: what, its number, where, whose, how old, how far, and its hazards. */
export const FoundLine = ({ asset, href, isPicked, onPick }: LineProps) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const about = [
    asset.owner ? named(asset.owner.name) : t('staff.ownerless'),
    asset.yearBuilt && t('registry.built', { year: asset.yearBuilt }),
    asset.distanceM !== null && format.distance(asset.distanceM),
  ];
  return (
    <li className="found-line">
      {onPick && (
        <Checkbox
          checked={isPicked}
          aria-label={t('registry.plates.pick', { number: formatPlate(asset.id) })}
          onChange={(event) => onPick(event.target.checked)}
        />
      )}
      <Link href={href} className="asset-line">
        <span className="asset-line-top">
          <strong>{named(asset.className)}</strong>
          <StatusTag status={asset.status} />
        </span>
        <span className="mono">{formatPlate(asset.id)}</span>
        <span className="asset-line-where">
          {asset.address && (
            <>
              <Address of={asset.address} isFirst />
              {dot}
            </>
          )}
          {asset.road && !asset.address?.includes(asset.road.zh) ? `${named(asset.road)}${dot}` : ''}
          {named(asset.street)}
        </span>
        <span className="asset-line-where">{dotted(about)}</span>
        {asset.hazards.length > 0 && (
          <span className="found-hazards">
            <WarningFilled aria-hidden="true" />{' '}
            {asset.hazards.map((hazard) => (i18n.exists(`registry.hazards.${hazard}`) ? t(`registry.hazards.${hazard}`) : hazard)).join(t('common.comma'))}
          </span>
        )}
      </Link>
    </li>
  );
};
