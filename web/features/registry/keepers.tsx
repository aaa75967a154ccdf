import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Asset } from '#domain/contract/assets.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Facts } from './facts.tsx';

/** Owner, maintainer and authority, how sure the ownership is and on what evidence. */
export const Keepers = ({ asset }: { asset: Asset }) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const percent = Math.round(asset.ownerConfidence * 100);
  const evidenceKey = `registry.evidences.${asset.ownerEvidence}`;
  return (
    <>
      <Facts
        facts={[
          [t('registry.owner'), asset.owner ? named(asset.owner.name) : t('registry.ownerless')],
          [t('registry.maintainer'), asset.maintainer ? named(asset.maintainer.name) : t('registry.unknown')],
          [t('registry.authority'), asset.authority ? named(asset.authority.name) : null],
          [t('registry.evidence'), i18n.exists(evidenceKey) ? t(evidenceKey) : asset.ownerEvidence],
        ]}
      />
      {asset.owner === null && (
        <p>
          <Link href={`/registry/ownerless?asset=${asset.id}`}>{t('registry.notices')}</Link>
        </p>
      )}
      <div className="confidence">
        <span>{t(asset.owner === null ? 'registry.confidenceOfNone' : 'registry.confidence', { percent })}</span>
        <span className="confidence-bar" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </span>
      </div>
    </>
  );
};
