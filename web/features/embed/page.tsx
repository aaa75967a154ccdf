import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { Point } from '#domain/contract/terms.ts';
import { useCity } from '../../client/city.ts';
import { findOnMap } from '../../client/find-on-map.ts';
import { CityMap } from '../../map/lazy-city-map.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import './embed.css';
import './words.ts';

const pointIn = (text: string | null): Point | null => {
  const [lon, lat] = (text ?? '').split(',').map(Number);
  return lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat) && text ? { lon, lat } : null;
};

/** `/embed?at=lon,lat&zoom=`: the map within another site’s page; a tap leads to the form here, in a window of its own. */
export default function EmbedPage() {
  const { t } = useTranslation();
  const search = new URLSearchParams(useSearch());
  const city = useCity();
  const [hasMap, setHasMap] = useState(true);
  const [pin, setPin] = useState<Point | null>(null);
  if (!city.data) return <Waiting />;
  const asked = pointIn(search.get('at'));
  const href = pin ? `/?at=${pin.lon.toFixed(6)},${pin.lat.toFixed(6)}` : '/';
  return (
    <main className="embed">
      <h1 className="unseen">{t('embed.title')}</h1>
      {hasMap && (
        <CityMap
          label={t('embed.title')}
          centre={pin ?? asked ?? city.data.centre}
          zoom={Number(search.get('zoom')) || (pin ? 19 : 15)}
          marks={pin ? [{ id: 'pin', position: pin, label: t('report.pin'), tone: 'pin' }] : []}
          onPick={setPin}
          basemapStyleUrl={city.data.basemapStyleUrl}
          isDemo={city.data.isDemo}
          onUnavailable={() => setHasMap(false)}
          search={findOnMap}
        />
      )}
      <a className="embed-report" href={href} target="_blank" rel="noopener">
        {t(pin ? 'embed.report' : 'embed.tap')}
      </a>
    </main>
  );
}
