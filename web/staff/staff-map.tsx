import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { CityMap } from '../map/lazy-city-map.tsx';
import type { CityMapProps } from '../map/types.ts';
import { useLiveOrders } from './live-orders.tsx';

type Props = Omit<CityMapProps, 'centre' | 'staff' | 'staffVersion' | 'basemapStyleUrl' | 'isDemo' | 'onUnavailable'> & { readonly city: City };

/** The city's map with what only staff may see, kept fresh by live events; says so where no map can be drawn. */
export const StaffMap = ({ city, ...rest }: Props) => {
  const { t } = useTranslation();
  const { version, isAllowed } = useLiveOrders();
  const [isMissing, setIsMissing] = useState(false);
  if (isMissing) return <p className="map-missing">{t('staff.mapUnavailable')}</p>;
  return (
    <CityMap
      zoom={11}
      {...rest}
      centre={city.centre}
      staff
      staffOrders={isAllowed}
      staffVersion={version}
      basemapStyleUrl={city.basemapStyleUrl}
      isDemo={city.isDemo}
      onUnavailable={() => setIsMissing(true)}
    />
  );
};
