import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { findOnMap } from '../../client/find-on-map.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CityMap } from '../../map/lazy-city-map.tsx';
import type { MapMark } from '../../map/types.ts';
import { wordCandidate } from './describe-candidate.ts';
import type { Listed } from './which-step.tsx';
import './report-map.css';

interface Props {
  readonly city: City;
  readonly pin: Point | null;
  /** The pin is where the person stands. */
  readonly isHere: boolean;
  readonly candidates: readonly Listed[];
  /** What neighbours reported here. */
  readonly near: readonly MapMark[];
  readonly choice: string | null;
  readonly onPick: (at: Point, metresPerPixel: number) => void;
  readonly onChoose: (assetId: string) => void;
  readonly onUnavailable: () => void;
}

/** The map under the report: the pin where they tapped, the candidates by number, and a flag where a neighbour reported. */
export const ReportMap = ({ city, pin, isHere, candidates, near, choice, onPick, onChoose, onUnavailable }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { distance } = useFormat();
  const marks = useMemo((): MapMark[] => {
    const numbered = candidates.flatMap((candidate, index): MapMark[] => {
      if (!candidate.position) return [];
      const { title, line } = wordCandidate(t, candidate, named, distance, isHere);
      return [
        {
          id: candidate.assetId,
          position: candidate.position,
          text: String(index + 1),
          label: `${index + 1} ${title} ${line}`,
          tone: 'candidate',
          chosen: choice === candidate.assetId,
        },
      ];
    });
    return pin ? [...numbered, ...near, { id: 'pin', position: pin, label: t('report.pin'), tone: 'pin' }] : numbered;
  }, [candidates, near, choice, pin, isHere, t, named, distance]);
  const holds = useMemo(() => (pin ? candidates.flatMap(({ position }) => position ?? []) : []), [candidates, pin]);
  return (
    <CityMap
      label={t('report.map')}
      centre={pin ?? city.centre}
      zoom={pin ? 19 : 15}
      holds={holds}
      marks={marks}
      onPick={onPick}
      onMarkClick={onChoose}
      basemapStyleUrl={city.basemapStyleUrl}
      isDemo={city.isDemo}
      onUnavailable={onUnavailable}
      search={findOnMap}
    />
  );
};
