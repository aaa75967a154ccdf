import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { Matching } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { enlarged } from '../../../staff/themes.ts';
import { matchingHref } from './address.ts';
import { useBinName } from './use-chosen-names.ts';
import { useShares } from './use-shares.ts';

const side = 300;
const [left, bottom, top, right] = [44 * enlarged, 42 * enlarged, 8, 20 * enlarged];
const ticks = enlarged > 1.2 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1];
const x = (share: number) => left + (side - left - right) * share;
const y = (share: number) => side - bottom - (side - bottom - top) * share;
/** By their share of all answers, so that a tenth of a handful does not look like one of thousands. */
const radius = (share: number) => 3 + 8 * Math.sqrt(share);

/** What was said against what was true: on the line each answer means what it says. For the eye and the mouse: keys and screen readers have the table beside it. */
export const SaidChart = ({ bins, chosen }: { bins: Matching['bins']; chosen: number | undefined }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch();
  const [, navigate] = useLocation();
  const { percent, wholePercent, interval } = useShares();
  const binName = useBinName();
  const all = bins.reduce((sum, { answers }) => sum + answers, 0);
  return (
    <svg viewBox={`0 0 ${side} ${side}`} className="said-chart" role="img" aria-label={t('analysis.matching.said.chart')}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} className="time-grid" />
          <text x={left - 6} y={y(tick) + 4 * enlarged} textAnchor="end" className="said-text">
            {wholePercent(tick)}
          </text>
          <text x={x(tick)} y={side - bottom + 16 * enlarged} textAnchor="middle" className="said-text">
            {wholePercent(tick)}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={side - 4} textAnchor="middle" className="said-text">
        {t('analysis.matching.said.x')}
      </text>
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="said-line" />
      {bins.map((bin) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it has the same links
        <g
          key={bin.bin}
          className={`time-part${chosen === undefined || chosen === bin.bin ? '' : ' time-pale'}`}
          onClick={() => navigate(matchingHref(search, { bin: chosen === bin.bin ? null : String(bin.bin) }))}
        >
          <title>
            {t('analysis.matching.said.point', {
              bin: binName(bin.bin),
              answers: format.number(bin.answers),
              said: percent(bin.said),
              right: percent(bin.right / bin.answers),
              interval: interval(bin),
            })}
          </title>
          <line x1={x(bin.said)} x2={x(bin.said)} y1={y(bin.low)} y2={y(bin.high)} className="said-range" />
          <circle cx={x(bin.said)} cy={y(bin.right / bin.answers)} r={radius(bin.answers / all)} className="said-point" />
        </g>
      ))}
    </svg>
  );
};
