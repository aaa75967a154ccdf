import { useTranslation } from 'react-i18next';
import type { PaperMap as Drawn } from '../../map/paper-map.ts';
import { dotted } from '../../ui/dotted.ts';

const scaleM = 50;

/** The place on paper: the pin stands in the middle, north is up. */
export const PaperMap = ({ map, isDemo }: { map: Drawn; isDemo: boolean }) => {
  const { t } = useTranslation();
  return (
    <figure className="paper-map">
      <div className="paper-map-ground">
        <div className="paper-map-picture" role="img" aria-label={t('orders.paper.map')} ref={(place) => place?.replaceChildren(map.picture)} />
        <svg className="paper-map-pin" viewBox="0 0 24 32" aria-hidden="true">
          <path d="M12 31C12 31 2 18 2 11a10 10 0 0 1 20 0c0 7-10 20-10 20Z" />
          <circle cx="12" cy="11" r="4" />
        </svg>
        <span className="paper-map-scale" style={{ width: `${((scaleM / map.widthM) * 100).toFixed(2)}%` }}>
          {t('orders.paper.scale', { metres: scaleM })}
        </span>
      </div>
      <figcaption>{dotted([t('orders.paper.north'), map.attribution, t(isDemo ? 'map.synthetic' : 'map.registry')])}</figcaption>
    </figure>
  );
};
