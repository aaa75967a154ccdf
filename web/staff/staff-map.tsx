import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { CityMap } from '../map/lazy-city-map.tsx';
import type { Bounds, CityMapProps } from '../map/types.ts';
import { useAssetChanges } from './assets.ts';
import { findOnStaffMap } from './find-on-staff-map.ts';
import { useLiveOrders } from './live-orders.tsx';
import { useDebounced } from './use-debounced.ts';

type Props = Omit<CityMapProps, 'centre' | 'staff' | 'staffVersion' | 'basemapStyleUrl' | 'isDemo' | 'onUnavailable'> & {
  readonly city: City;
  /** A small map in a form has no room for a legend. */
  readonly hasLegend?: boolean;
  /** A wall has nobody at its mouse. */
  readonly hasTools?: boolean;
  readonly start?: { readonly centre: Point; readonly zoom: number } | null;
};

/** The city's map with what only staff may see, kept fresh by live events; says so where no map can be drawn. */
export const StaffMap = ({ city, hasLegend = false, hasTools = true, start = null, fitBounds = null, ...rest }: Props) => {
  const { t } = useTranslation();
  const { version, isAllowed } = useLiveOrders();
  const changes = useAssetChanges();
  const [isMissing, setIsMissing] = useState(false);
  // A flight that starts before the panes have their new width ends beside its goal.
  const focus: Bounds | null = JSON.parse(useDebounced(JSON.stringify(fitBounds), 150));
  if (isMissing) return <p className="map-missing">{t('staff.mapUnavailable')}</p>;
  return (
    <CityMap
      zoom={start?.zoom ?? 11}
      {...rest}
      fitBounds={focus}
      centre={start?.centre ?? city.centre}
      staff
      tools={hasTools}
      {...(hasTools ? { search: findOnStaffMap } : {})}
      {...(hasLegend ? { legend: city.assetClasses.filter(({ isWell }) => isWell) } : {})}
      staffOrders={isAllowed}
      staffVersion={version + changes}
      basemapStyleUrl={city.basemapStyleUrl}
      isDemo={city.isDemo}
      onUnavailable={() => setIsMissing(true)}
    />
  );
};
