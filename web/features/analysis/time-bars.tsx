import { useLayoutEffect, useRef, useState } from 'react';
import type { Analysis } from '#domain/contract/analysis.ts';
import { enlarged } from '../../staff/themes.ts';
import { labelled, ticksTo } from './time-scale.ts';

type Part = Analysis['times'][number];

interface Props {
  readonly times: readonly Part[];
  readonly isChosen: (part: Part) => boolean;
  readonly label: string;
  readonly wordDay: (day: string) => string;
  readonly wordNumber: (value: number) => string;
  readonly wordPart: (part: Part) => string;
  readonly onChoose?: (part: Part, further: boolean) => void;
}

// All by the reader's letters: figures to the left and days beneath have the room that their words take.
const [height, left, bottom, top] = [220 * enlarged, 46 * enlarged, 26 * enlarged, 8 * enlarged];
/** A day's name has room in so many pixels. */
const labelWidth = 84 * enlarged;

/** As wide as the page lets it be, so that its words keep their size. */
const useOwnWidth = () => {
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.round(entry?.contentRect.width ?? 900))));
    if (svg.current) watch.observe(svg.current);
    return () => watch.disconnect();
  }, []);
  return [svg, width] as const;
};

/** Orders by days as upright bars, dangers at their foot. For the eye and the mouse: keys and screen readers have the table beneath. */
export const TimeBars = ({ times, isChosen, label, wordDay, wordNumber, wordPart, onChoose }: Props) => {
  const [svg, width] = useOwnWidth();
  const ticks = ticksTo(Math.max(0, ...times.map(({ orders }) => orders)));
  const most = ticks.at(-1) ?? 1;
  const step = (width - left) / times.length;
  const bar = Math.max(1, Math.min(36, step * 0.78));
  const y = (value: number) => top + (height - bottom - top) * (1 - value / most);
  const hasLabel = labelled(times.length, Math.floor((width - left) / labelWidth));
  return (
    <svg ref={svg} viewBox={`0 0 ${width} ${height}`} className="time-bars" role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} className="time-grid" />
          <text x={left - 8} y={y(tick) + 5 * enlarged} textAnchor="end" className="time-text">
            {wordNumber(tick)}
          </text>
        </g>
      ))}
      {times.map((part, i) => {
        const x = left + i * step + (step - bar) / 2;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same
          <g key={part.from} className={`time-part${isChosen(part) ? '' : ' time-pale'}`} onClick={(event) => onChoose?.(part, event.shiftKey)}>
            <title>{wordPart(part)}</title>
            <rect x={left + i * step} y={top} width={step} height={height - bottom - top} className="time-room" />
            <rect x={x} y={y(part.orders)} width={bar} height={y(0) - y(part.orders)} rx={Math.min(3, bar / 4)} className="time-bar" />
            <rect x={x} y={y(part.hazards)} width={bar} height={y(0) - y(part.hazards)} className="time-danger" />
            {hasLabel(i) && (
              <text x={left + i * step + step / 2} y={height - 6 * enlarged} textAnchor="middle" className="time-text">
                {wordDay(part.from)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
};
