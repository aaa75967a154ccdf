import { Spin } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import { useSession } from '../../client/session.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { Dangers } from './dangers.tsx';
import { DayLine } from './day-line.tsx';
import { Growth } from './growth.tsx';
import { Late } from './late.tsx';
import { reachOf } from './reach-of.ts';
import { useNewest } from './use-newest.ts';
import { useWall } from './use-wall.ts';
import { WallMap } from './wall-map.tsx';

/** A wall is dark at all hours, whatever the screen's own wish is. */
const useDarkPage = () =>
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = 'dark';
    return () => {
      delete dataset['theme'];
    };
  }, []);

/** What is dangerous, what is late, where it grows: one look, five seconds, from across the room. */
export const WallScreen = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { found, state } = useWall();
  useDarkPage();
  useNewest();
  const session = useSession().data;
  const isOut = session === null;
  const wall = found.data;
  if (found.isError && !wall)
    return (
      <div className="staff-alone">
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />
      </div>
    );
  if (!wall) return <Spin size="large" className="staff-alone" description={t('staff.loading')} />;
  const isStale = found.isError || state !== 'live' || isOut;
  const { now, today } = wall;
  return (
    <div className="wall">
      <header className="wall-head">
        <h1>
          {reachOf(session?.grants ?? [], city.name)
            .map(named)
            .join(t('common.comma'))}{' '}
          · {t('wall.title')}
        </h1>
        <p className={`wall-live${isStale ? ' wall-stale' : ''}`} role="status">
          {isStale ? t(isOut ? 'wall.signedOut' : 'wall.stale', { at: format.instant(wall.asOf) }) : t('wall.live', { at: format.time(wall.asOf) })}
        </p>
        {isOut && (
          <a href="/sign-in?next=/wall" className="wall-out">
            {t('staff.signIn')}
          </a>
        )}
        <Link href="/analysis" className="wall-out">
          {t('wall.out')}
        </Link>
      </header>
      <section className={`wall-now${now.hazards > 0 ? ' wall-now-danger' : ''}`} aria-labelledby="wall-now">
        <h2 id="wall-now">{t('wall.now.hazards')}</h2>
        <p className="wall-great">{format.number(now.hazards)}</p>
        <p className="wall-under">
          {t(now.unattended > 0 ? 'wall.now.unattended' : 'wall.now.attended', { count: now.unattended, shown: format.number(now.unattended) })}
        </p>
        <dl>
          {(
            [
              ['late', now.late],
              ['open', now.open],
              ['opened', today.opened],
              ['closed', today.closed],
            ] as const
          ).map(([key, value]) => (
            <div key={key} className={`wall-figure-${key}`}>
              <dt>{t(`wall.now.${key}`)}</dt>
              <dd>{format.number(value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Dangers dangers={wall.dangers} all={now.hazards} />
      <WallMap city={city} points={wall.points} />
      <Late late={wall.late} />
      <Growth growth={wall.growth} />
      <DayLine hours={wall.hours} />
    </div>
  );
};
