import { formatPlate } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** Whose form this is: the dialog covers the page that says it. */
export const WhichAsset = ({ asset }: { asset: Asset }) => {
  const { named } = useLanguage();
  return (
    <p className="which-asset">
      {named(asset.className)} <span className="mono">{formatPlate(asset.id).replaceAll(' ', '\u00a0')}</span>
    </p>
  );
};
