import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CityMapProps } from './types.ts';
import './city-map.css';

/** In a map's place where none can be drawn; the page beside it works as usual. */
export const MapUnavailable = ({ onUnavailable, className }: Pick<CityMapProps, 'onUnavailable' | 'className'>) => {
  const { t } = useTranslation();
  // Once: whoever shows the map may now show the way without it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the news does not change
  useEffect(() => onUnavailable?.(), []);
  return <p className={`map-unavailable ${className ?? ''}`}>{t('map.unavailable')}</p>;
};
