import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import { useFormat } from '../../client/use-format.ts';
import type { Bounds, MapPoint } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { Toggle } from '../../staff/toggle.tsx';
import { usePointColours } from '../../staff/use-point-colours.ts';
import { useViewInAddress } from '../../staff/use-view-in-address.ts';
import type { Change, Filter, Get } from './address.ts';
import { useAnalysisMap } from './queries.ts';

interface Props {
  readonly city: City;
  readonly filter: Filter;
  readonly get: Get;
  readonly change: Change;
  readonly onBounds: (bounds: Bounds) => void;
}

/** Where the orders lie. Narrowed to what it shows, it moves only by hand; else it follows what is chosen. */
export const AnalysisMap = ({ city, filter, get, change, onBounds }: Props) => {
  const isNarrowed = get('view') === '1';
  const { start, goTo, tell } = useViewInAddress(get, change, isNarrowed);
  const { t } = useTranslation();
  const format = useFormat();
  const toneColours = Object.fromEntries(Object.entries(usePointColours()).map(([tone, colour]) => [`--point-${tone}`, colour]));
  const [, navigate] = useLocation();
  const found = useAnalysisMap(filter);
  const points = useMemo<MapPoint[]>(
    () =>
      (found.data?.points ?? []).map(({ id, position, isHazard, standing }) => ({
        id,
        position,
        tone: isHazard && standing !== 'done' ? 'bad' : standing === 'late' ? 'doubt' : standing === 'open' ? 'change' : 'quiet',
      })),
    [found.data],
  );
  const { placeCode } = filter;
  const focus = useMemo(() => (placeCode ? boundsAround(points.map(({ position }) => position)) : null), [placeCode, points]);
  const of = found.data?.of ?? 0;
  return (
    <section className="analysis-map" aria-label={t('analysis.map.title')} style={toneColours}>
      <div className="analysis-map-head">
        <Toggle label={t('analysis.map.narrow')} isOn={isNarrowed} onChange={(on) => change({ view: on ? '1' : null, at: null })} />
        {of > points.length && <span className="quiet">{t('analysis.map.sample', { shown: format.number(points.length), of: format.number(of) })}</span>}
      </div>
      <StaffMap
        city={city}
        start={start ?? { centre: city.centre, zoom: 10 }}
        goTo={goTo}
        label={t('analysis.map.title')}
        groundOnly
        points={points}
        fitBounds={isNarrowed ? null : focus}
        onPointClick={(id) => navigate(`/desk/${id}`)}
        onMoveEnd={({ bounds, centre, zoom }) => {
          onBounds(bounds);
          tell({ centre, zoom });
        }}
      />
      <ul className="analysis-map-key" aria-label={t('analysis.map.key')}>
        {(['bad', 'doubt', 'change', 'quiet'] as const).map((tone) => (
          <li key={tone} className={`key-${tone}`}>
            {t(`analysis.map.tone.${tone}`)}
          </li>
        ))}
      </ul>
    </section>
  );
};
