import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { getImportSample, listDoubts } from '#domain/contract/import-doubts.ts';
import type { Import } from '#domain/contract/imports.ts';
import type { Reply } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import type { MapMark, MapPoint, PointTone } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { StaffMap } from '../../staff/staff-map.tsx';
import { usePointColours } from '../../staff/use-point-colours.ts';
import { useSample } from './queries.ts';

type Outcome = Reply<typeof getImportSample>['features'][number]['properties']['outcome'];
type Doubt = Reply<typeof listDoubts>['items'][number];
const tones: Readonly<Record<Outcome, PointTone>> = { fresh: 'good', changed: 'change', unchanged: 'quiet', merged: 'quiet', doubted: 'doubt', refused: 'bad' };

interface Props {
  readonly one: Import;
  readonly city: City;
  /** The doubt that is looked at; its two sides are marked. */
  readonly doubt: Doubt | null;
  readonly onChoose: (row: number) => void;
}

const closeDegrees = 0.00002; // two metres: the map goes as near as it can
const closeUp = ({ here, there }: Doubt) => boundsAround([here.point, there?.point ?? here.point], closeDegrees);

const useMarks = (doubt: Doubt | null): MapMark[] => {
  const { t } = useTranslation();
  if (doubt === null) return [];
  const there: MapMark[] = doubt.there
    ? [
        {
          id: 'there',
          position: doubt.there.point,
          text: t(doubt.there.assetId ? 'census.map.asset' : 'census.map.other'),
          label: t('census.doubts.there'),
          tone: 'candidate',
        },
      ]
    : [];
  // A pin beside a disk: at twenty centimetres two disks would be one.
  return [{ id: 'here', position: doubt.here.point, label: t('census.doubts.here'), tone: 'pin' }, ...there];
};

/** Where the file's rows lie, up to two thousand of them over the registry's own, and what would become of each. */
export const SampleMap = ({ one, city, doubt, onChoose }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const sample = useSample(one);
  const points = useMemo<MapPoint[]>(
    () =>
      (sample.data?.features ?? []).map(({ geometry, properties }) => ({
        id: String(properties.row),
        position: { lon: geometry.coordinates[0] ?? 0, lat: geometry.coordinates[1] ?? 0 },
        tone: tones[properties.outcome],
      })),
    [sample.data],
  );
  const marks = useMarks(doubt);
  const colours = usePointColours();
  if (sample.isPending) return <Skeleton.Node active className="sample-map" />;
  if (sample.isError) return <ProblemNotice error={sample.error} title={t('staff.problem.load')} onRetry={() => void sample.refetch()} />;
  if (points.length === 0) return null;
  const outcomes = (Object.keys(tones) as Outcome[]).map(
    (outcome) => [outcome, sample.data.features.filter(({ properties }) => properties.outcome === outcome).length] as const,
  );
  return (
    <section className="sample-map" aria-labelledby="sample-map">
      <h2 id="sample-map">{t('census.map.title', { count: points.length, shown: format.number(points.length) })}</h2>
      <div className="sample-frame">
        <StaffMap
          city={city}
          label={t('census.map.label')}
          points={points}
          marks={marks}
          fitBounds={doubt ? closeUp(doubt) : boundsAround(points.map(({ position }) => position))}
          onPointClick={(row) => onChoose(Number(row))}
        />
      </div>
      <ul className="plain-list sample-legend">
        {outcomes
          .filter(([, count]) => count > 0)
          .map(([outcome, count]) => (
            <li key={outcome}>
              <span aria-hidden="true" style={{ background: colours[tones[outcome]] }} /> {t(`census.outcome.${outcome}`)} {format.number(count)}
            </li>
          ))}
      </ul>
    </section>
  );
};
