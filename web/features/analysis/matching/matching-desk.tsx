import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Matching } from '#domain/contract/matching.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { useFormat } from '../../../client/use-format.ts';
import { Nothing } from '../../../staff/nothing.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { useFilters } from '../../../staff/use-filters.ts';
import { type Chosen, matchingHref, readChosen } from './address.ts';
import { OrdersSaid } from './orders-said.tsx';
import { useMatching } from './queries.ts';
import { SaidAndTrue } from './said-and-true.tsx';
import { SaidGroups } from './said-groups.tsx';
import { TakeOutMatching } from './take-out-matching.tsx';
import { TryFigures } from './try-figures.tsx';
import { useChosenNames } from './use-chosen-names.ts';
import { Versions } from './versions.tsx';

/** What is chosen: each a link that takes it back. */
const ChosenLinks = ({ city, chosen, matching }: { city: City; chosen: Chosen; matching: Matching | undefined }) => {
  const { t } = useTranslation();
  const search = useSearch();
  const names = useChosenNames(city, matching)(chosen);
  if (names.length === 0) return null;
  return (
    <ul className="analysis-chosen on-screen" aria-label={t('analysis.chosen')}>
      {names.map(({ name, words }) => (
        <li key={name}>
          <Link href={matchingHref(search, { [name]: null })} aria-label={t('analysis.takeBack', { what: words })}>
            {words} <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link href="/analysis/matching">{t('analysis.takeAllBack')}</Link>
      </li>
    </ul>
  );
};

/** Said against true and the versions on the left, the orders behind each number on the right. */
export const MatchingDesk = ({ city, by }: { city: City; by: Session }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [get] = useFilters();
  const chosen = readChosen(get);
  const found = useMatching(chosen);
  const matching = found.data;
  // Nothing at all, not just nothing of what was chosen: no number would lead anywhere.
  const isEmpty = matching?.since === null;
  return (
    <div className={`analysis matching${isEmpty ? ' matching-empty' : ''}`}>
      <header className="analysis-head">
        <h1>{t('analysis.matching.title')}</h1>
        {matching && !isEmpty && <TakeOutMatching matching={matching} chosen={chosen} city={city} by={by} isOld={found.isPlaceholderData} />}
        <ChosenLinks city={city} chosen={chosen} matching={matching} />
      </header>
      <div className="analysis-figures">
        {found.isPending && <Skeleton active paragraph={{ rows: 16 }} />}
        {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
        {isEmpty && (
          <section className="analysis-card">
            <Nothing words={t('analysis.matching.none')} />
          </section>
        )}
        {matching && matching.since !== null && (
          <div className={found.isPlaceholderData ? 'analysis-old' : ''}>
            <p className="matching-about">
              {t('analysis.matching.about', { since: format.date(matching.since) })} {matching.isFull && t('analysis.matching.full')}
            </p>
            <TryFigures total={matching.total} chosen={chosen} />
            <SaidAndTrue matching={matching} chosen={chosen} />
            <SaidGroups city={city} matching={matching} chosen={chosen} />
          </div>
        )}
        <Versions city={city} />
      </div>
      {matching && !isEmpty && (
        <div className="analysis-side matching-side">
          <OrdersSaid city={city} chosen={chosen} matching={matching} />
        </div>
      )}
    </div>
  );
};
