import { useTranslation } from 'react-i18next';
import type { Wall } from '#domain/contract/wall.ts';
import { useFormat } from '../../client/use-format.ts';

const [width, height, foot] = [960, 150, 28];

/** The last 24 hours: what came as bars, dangers at their foot, what was closed as a line. */
export const DayLine = ({ hours }: { hours: Wall['hours'] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...hours.flatMap(({ opened, closed }) => [opened, closed]));
  const y = (value: number) => (height - foot) * (1 - value / most) + 4;
  const step = width / hours.length;
  const closed = hours.map(({ closed: n }, i) => `${(i + 0.5) * step},${y(n)}`).join(' ');
  const sum = (of: (hour: Wall['hours'][number]) => number) => format.number(hours.reduce((all, hour) => all + of(hour), 0));
  return (
    <section className="wall-card wall-day" aria-labelledby="wall-day">
      <h2 id="wall-day">
        {t('wall.day.title')} <span className="wall-key wall-key-opened">{t('wall.day.opened', { count: sum(({ opened }) => opened) })}</span>{' '}
        <span className="wall-key wall-key-hazards">{t('wall.day.hazards', { count: sum(({ hazards }) => hazards) })}</span>{' '}
        <span className="wall-key wall-key-closed">{t('wall.day.closed', { count: sum(({ closed: n }) => n) })}</span>
      </h2>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('wall.day.title')} preserveAspectRatio="none">
        {hours.map(({ from, opened, hazards }, i) => (
          <g key={from}>
            <rect x={i * step + 5} y={y(opened)} width={step - 10} height={y(0) - y(opened)} rx={3} className="wall-opened" />
            <rect x={i * step + 5} y={y(hazards)} width={step - 10} height={y(0) - y(hazards)} className="wall-hazards" />
          </g>
        ))}
        <polyline points={closed} className="wall-closed" />
      </svg>
      <div className="wall-hours" aria-hidden="true">
        {hours
          .filter((_, i) => i % 4 === 0)
          .map(({ from }) => (
            <span key={from}>{format.time(from)}</span>
          ))}
      </div>
    </section>
  );
};
