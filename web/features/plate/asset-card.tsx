import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { getAsset } from '#domain/contract/assets.ts';
import type { Reply } from '../../client/call.ts';
import { useCity } from '../../client/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CityMap } from '../../map/lazy-city-map.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import { wordLooks } from '../../ui/word-looks.ts';
import { groupedPlate } from './grouped-plate.ts';

/** What it is, where it stands, and the way to report it. */
export const AssetCard = ({ asset }: { asset: Reply<typeof getAsset> }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { data: city } = useCity();
  const [hasMap, setHasMap] = useState(true);
  const marks = useMemo(() => [{ id: 'pin', position: asset.position, label: t('report.pin'), tone: 'pin' as const }], [asset.position, t]);
  const className = named(asset.className);
  const looks = wordLooks(t, asset.looks, className);
  return (
    <>
      <section className="plate-card">
        <p className="plate-id">{groupedPlate(asset.id)}</p>
        <strong>{className}</strong>
        {looks !== className && <p>{looks}</p>}
        {asset.looks?.lettering && <p>{t('looks.lettering', { lettering: asset.looks.lettering })}</p>}
        <p>
          <PlaceWords {...asset} />
        </p>
        <p>{t(`plate.status.${asset.status}`)}</p>
        {asset.standing === 'merged' && <p>{t('plate.standing.merged', { number: groupedPlate(asset.askedFor) })}</p>}
        {asset.standing === 'retired' && <p>{t('plate.standing.retired')}</p>}
      </section>
      <Link className="button button-main plate-report" href={`/?plate=${asset.id}`}>
        {t(asset.isWell ? 'plate.reportWell' : 'plate.reportAsset')}
      </Link>
      {city && hasMap && (
        <div className="story-map plate-map">
          <CityMap
            label={t('plate.map')}
            centre={asset.position}
            zoom={18.5}
            marks={marks}
            basemapStyleUrl={city.basemapStyleUrl}
            isDemo={city.isDemo}
            onUnavailable={() => setHasMap(false)}
          />
        </div>
      )}
      <p className="plate-wrong">{t('plate.notThis')}</p>
    </>
  );
};
