import { Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatPlate, isAssetId } from '#domain/asset-id.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useAssets } from '../../../staff/assets.ts';
import { RefusalAt } from '../../../staff/refused.tsx';
import { useDebounced } from '../../../staff/use-debounced.ts';
import { AndAddress } from '../../../ui/address.tsx';
import { dotted } from '../../../ui/dotted.ts';

const withinM = 30; // farther apart lie no two records of one well, unless one of them is grossly wrong
const mostShown = 6;
const leastDigits = 3;

/** What of its class lies around a well (of another none is merged), nearest first; while some of a number is typed, what has that in its number, however far. */
const useOthers = (asset: Asset, typed: string): readonly FoundAsset[] => {
  const { id, position } = asset;
  const near = `${position.lon.toFixed(6)},${position.lat.toFixed(6)}`;
  const q = useDebounced(typed.trim());
  const found = useAssets({ near, sort: 'distance', ...(q.length >= leastDigits && !isAssetId(q) ? { q } : { withinM, classCode: asset.classCode }) });
  return (found.data?.pages[0]?.assets ?? []).filter((other) => other.id !== id).slice(0, mostShown);
};

interface Props {
  readonly id: string;
  readonly asset: Asset;
  /** A number, whole or in part, as it was typed or chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Which other record is the same well: one that lies beside it, or one whose number is known in part. */
export const MergeInto = ({ id, asset, value, onChange }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const others = useOthers(asset, value);
  const chosen = others.find((other) => other.id === value)?.id ?? null;
  return (
    <div className="field">
      <label htmlFor={id}>{t('registry.merge.into')}</label>
      <Input id={id} className="mono" maxLength={40} value={value} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.value)} />
      <RefusalAt field="into" />
      <p id={`${id}-hint`} className="field-hint">
        {t('registry.merge.near')}
      </p>
      {others.length > 0 && (
        <Radio.Group vertical aria-label={t('registry.merge.near')} value={chosen} onChange={(event) => onChange(event.target.value)}>
          {others.map(({ id: other, className, distanceM, owner, address }) => (
            <Radio key={other} value={other}>
              <span className="mono">{formatPlate(other)}</span>{' '}
              <small>
                {dotted([named(className), distanceM === null ? '' : format.distance(distanceM), owner ? named(owner.name) : t('registry.ownerless')])}
                <AndAddress of={address} />
              </small>
            </Radio>
          ))}
        </Radio.Group>
      )}
    </div>
  );
};
