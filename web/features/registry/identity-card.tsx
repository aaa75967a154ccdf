import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { isAssetId } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { StatusTag } from '../../staff/tags.tsx';
import { Address } from '../../ui/address.tsx';

const groups = [
  ['county', 0, 6],
  ['class', 6, 10],
  ['serial', 10, 16],
  ['check', 16, 17],
] as const;

/** The 17 characters as their four parts, on a plate as it might hang at the well. */
export const IdentityCard = ({ asset, city }: { asset: Asset; city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const fits = isAssetId(asset.id);
  return (
    <section className="identity-card" aria-label={t('registry.card.title')}>
      <p className="identity-of">{t('registry.card.of', { city: named(city.name) })}</p>
      <div className="identity-what">
        <h1>{named(asset.className)}</h1>
        <StatusTag status={asset.status} />
      </div>
      <p>
        {t('common.place', { district: named(asset.district), street: named(asset.street) })}
        {asset.address && (
          <>
            <br />
            <Address of={asset.address} isFirst />
          </>
        )}
      </p>
      <dl className="identity-number">
        {groups.map(([name, from, to]) => (
          <div key={name} className={`identity-${name}`}>
            <dd className="mono">{asset.id.slice(from, to)}</dd>
            <dt>{t(`registry.card.${name}`)}</dt>
          </div>
        ))}
      </dl>
      <p className="identity-foot">
        <span>
          {fits ? <CheckCircleFilled aria-hidden="true" /> : <CloseCircleFilled aria-hidden="true" />}{' '}
          {t(fits ? 'registry.card.checkFits' : 'registry.card.checkWrong')}
        </span>
        <span>
          {t('registry.card.firstRecorded')} {format.date(asset.firstRecordedOn)}
        </span>
      </p>
    </section>
  );
};
