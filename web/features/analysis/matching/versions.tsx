import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { MatchVersion } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { Nothing } from '../../../staff/nothing.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { dot } from '../../../ui/dotted.ts';
import { useMatchVersions } from './queries.ts';
import { useShares } from './use-shares.ts';
import { useTermWords } from './use-term-words.ts';

const standing = ({ isInForce, isUsed }: MatchVersion) => (isInForce ? 'inForce' : isUsed ? 'replaced' : 'left');
const tones = { inForce: 'good', replaced: 'past', left: 'wait' } as const;

const Changes = ({ version, city }: { version: MatchVersion; city: City }) => {
  const { t } = useTranslation();
  const word = useTermWords(city);
  const { changes, changed } = version;
  if (changed === 0) return <p className="quiet">{t('analysis.matching.versions.noChange')}</p>;
  return (
    <details className="time-table">
      <summary>{t('analysis.matching.versions.changes', { count: changed, shown: changes.length })}</summary>
      <ul className="plain-list matching-changes">
        {changes.map((change) => {
          const { words, before, after } = word(change);
          return (
            <li key={change.term}>
              <span>{words}</span>
              <span>
                {before ?? t('analysis.matching.versions.unknown')} → <strong>{after}</strong>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
};

const Version = ({ version, city }: { version: MatchVersion; city: City }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { percent, figure } = useShares();
  const { id, madeAt, taught, before, after, gain } = version;
  const from = (was: string, is: string) => `${was} → ${is}`;
  const how = standing(version);
  return (
    <li className="matching-version">
      <p className="matching-version-head">
        <strong>{t('analysis.matching.versions.number', { number: id })}</strong>
        <span className={`tone-tag tone-${tones[how]}`}>{t(`analysis.matching.versions.${how}`)}</span>
        <span className="quiet">
          <time dateTime={madeAt}>{format.moment(madeAt)}</time>
          {dot}
          {t('analysis.matching.versions.taught', { count: taught, shown: format.number(taught) })}
        </span>
      </p>
      <p className="quiet matching-held-of">{t('analysis.matching.versions.held', { count: after.orders, shown: format.number(after.orders) })}</p>
      <dl className="matching-held">
        <div>
          <dt>{t('analysis.matching.versions.rightOwner')}</dt>
          <dd>{from(percent(before.rightOwner), percent(after.rightOwner))}</dd>
        </div>
        <div>
          <dt>{t('analysis.matching.versions.calibrationError')}</dt>
          <dd>{from(percent(before.calibrationError), percent(after.calibrationError))}</dd>
        </div>
        <div>
          <dt>{t('analysis.matching.versions.surprise')}</dt>
          <dd>{from(figure(before.surprise), figure(after.surprise))}</dd>
        </div>
        <div>
          <dt>{t('analysis.matching.versions.gain')}</dt>
          <dd>{gain ? `${figure(gain.value)} ± ${figure(gain.error)}` : t('analysis.matching.versions.notKept')}</dd>
        </div>
      </dl>
      <Changes version={version} city={city} />
    </li>
  );
};

/** What settled orders taught, version by version: from how many, what it believes otherwise, and whether it did better on orders held out. */
export const Versions = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const found = useMatchVersions();
  return (
    <section className="analysis-card matching-versions" aria-labelledby="match-versions">
      <h2 id="match-versions">{t('analysis.matching.versions.title')}</h2>
      <p>{t('analysis.matching.versions.about')}</p>
      {found.isPending && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.data?.versions.length === 0 && <Nothing words={t('analysis.matching.versions.none')} />}
      <ol className="plain-list" reversed>
        {found.data?.versions.map((version) => (
          <Version key={version.id} version={version} city={city} />
        ))}
      </ol>
      {found.data && found.data.all > found.data.versions.length && (
        <p className="quiet">{t('analysis.matching.versions.older', { count: found.data.all - found.data.versions.length })}</p>
      )}
    </section>
  );
};
