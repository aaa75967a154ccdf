import type { Map as GlMap } from 'maplibre-gl';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#domain/contract/terms.ts';
import { formatIn } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { AreaTool } from '../types.ts';
import { Outline } from './outline.tsx';
import { ahead, areaM2, begin, boxOf, canFinish, dropCorner, lengthM, type Sketch, type SketchMode } from './sketch.ts';
import { useBoxDrag } from './use-box-drag.ts';
import { useSketch } from './use-sketch.ts';
import './words.ts';
import './map-tools.css';

const icons: Readonly<Record<SketchMode, ReactNode>> = {
  distance: <path d="M2 14 14 2l4 4L6 18zM5 11l2 2M8 8l2 2M11 5l2 2" />,
  polygon: <path d="M4 5 16 3l1 10-8 4-6-5zM4 5h.01M16 3h.01M17 13h.01M9 17h.01M3 12h.01" />,
  rectangle: <path d="M3 5h14v10H3z" />,
};

const Tool = ({ mode, sketch, onBegin }: { mode: SketchMode; sketch: Sketch | null; onBegin: (mode: SketchMode | null) => void }) => {
  const { t } = useTranslation();
  const isOn = sketch?.mode === mode;
  return (
    <button type="button" aria-pressed={isOn} onClick={() => onBegin(isOn ? null : mode)}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {icons[mode]}
      </svg>
      {t(`map.tools.${mode}`)}
    </button>
  );
};

/** 482 米, 1.2 公里; 3.4 公顷, 2.1 平方公里. */
const useSizes = () => {
  const { t } = useTranslation();
  const format = formatIn(useLanguage().language);
  return {
    length: (metres: number) => format.distance(metres),
    area: (m2: number) => {
      const [value, unit] = m2 < 10_000 ? [Math.round(m2), 'squareMetres'] : m2 < 1_000_000 ? [m2 / 10_000, 'hectares'] : [m2 / 1_000_000, 'squareKilometres'];
      return t(`map.tools.${unit}`, { value: format.number(value) });
    },
  };
};

interface ReadoutProps {
  readonly sketch: Sketch;
  readonly shown: readonly Point[];
  readonly problem: string | null;
  readonly change: (sketch: Sketch | null) => void;
}

const Readout = ({ sketch, shown, problem, change }: ReadoutProps) => {
  const { t } = useTranslation();
  const sizes = useSizes();
  const isLine = sketch.mode === 'distance';
  return (
    <div className="map-readout">
      <strong>{isLine ? sizes.length(lengthM(shown)) : sizes.area(areaM2(shown))}</strong>
      <p role="status" className={problem === null ? undefined : 'map-readout-problem'}>
        {problem ?? t(sketch.isDone ? 'map.tools.done' : `map.tools.hint.${sketch.mode}`)}
      </p>
      <div className="map-readout-acts">
        {(problem !== null || !sketch.isDone) && sketch.corners.length > 0 && (
          <button type="button" onClick={() => change(dropCorner(sketch))}>
            {t('map.tools.undo')}
          </button>
        )}
        {!sketch.isDone && canFinish(sketch) && (
          <button type="button" onClick={() => change({ ...sketch, isDone: true })}>
            {t('map.tools.finish')}
          </button>
        )}
        <button type="button" onClick={() => change(null)}>
          {t('map.tools.stop')}
        </button>
      </div>
    </div>
  );
};

interface Props {
  readonly map: GlMap;
  readonly area: AreaTool | undefined;
  readonly onDrawing: (isDrawing: boolean) => void;
}

/** Measures a way and, where a page asks for it, draws an area. */
export default function MapTools({ map, area, onDrawing }: Props) {
  const { t } = useTranslation();
  const sizes = useSizes();
  const [sketch, setSketch] = useState<Sketch | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: Sketch | null) => {
    const isArea = next !== null && next.mode !== 'distance' && next.isDone;
    const wrong = isArea ? (area?.problemOf(next.corners) ?? null) : null;
    const isTaken = isArea && wrong === null;
    if (isTaken) area?.onChange(next.corners);
    setProblem(wrong);
    setSketch(isTaken ? null : next);
    onDrawing(next !== null && !isTaken);
    if (next !== null && !isTaken) map.getCanvas().focus({ preventScroll: true });
  };
  const pointer = useSketch(map, sketch, change);
  const dragged = useBoxDrag(map, sketch?.mode === 'rectangle', (drag) => change({ mode: 'rectangle', corners: boxOf(...drag), isDone: true }));
  const shown = dragged ? boxOf(...dragged) : sketch ? ahead(sketch, pointer) : [];
  const wrong = dragged ? (area?.problemOf(shown) ?? null) : problem;
  const start = (mode: SketchMode | null) => change(mode && begin(mode));
  return (
    <>
      {sketch && <Outline map={map} corners={shown} isClosed={sketch.mode !== 'distance'} isDone={sketch.isDone && !dragged && problem === null} />}
      {!sketch && area?.corners && <Outline map={map} corners={area.corners} isClosed isDone />}
      <div className="map-tools-frame">
        <div className="map-tools" role="toolbar" aria-label={t('map.tools.label')}>
          <Tool mode="distance" sketch={sketch} onBegin={start} />
          {area && <Tool mode="polygon" sketch={sketch} onBegin={start} />}
          {area && <Tool mode="rectangle" sketch={sketch} onBegin={start} />}
          {area?.corners && !sketch && (
            <button type="button" onClick={() => area.onChange(null)}>
              {t('map.tools.clearArea', { size: sizes.area(areaM2(area.corners)) })}
            </button>
          )}
        </div>
        {sketch && <Readout sketch={sketch} shown={shown} problem={wrong} change={change} />}
      </div>
    </>
  );
}
