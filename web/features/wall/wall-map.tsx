import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Wall } from '#domain/contract/wall.ts';
import type { MapPoint } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { StaffMap } from '../../staff/staff-map.tsx';

// Of the tones of points, the one that is seen best on the dark ground.
const tones = { danger: 'bad', late: 'doubt', open: 'good' } as const;
const aboutAKilometre = 0.01;

/** Where it burns: open orders on the dark ground, held so that all of them are in sight. */
export const WallMap = ({ city, points: given }: { city: City; points: Wall['points'] }) => {
  const { t } = useTranslation();
  const points = useMemo<MapPoint[]>(() => given.map(({ id, position, standing }) => ({ id, position, tone: tones[standing] })), [given]);
  const focus = useMemo(
    () =>
      boundsAround(
        points.map(({ position }) => position),
        aboutAKilometre,
      ),
    [points],
  );
  return (
    <section className="wall-map" aria-label={t('wall.map')}>
      <StaffMap
        city={city}
        start={{ centre: city.centre, zoom: 9.6 }}
        label={t('wall.map')}
        groundOnly
        isDark
        hasTools={false}
        points={points}
        fitBounds={focus}
      />
    </section>
  );
};
