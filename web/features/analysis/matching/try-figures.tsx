import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Matching } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { type Chosen, matchingHref } from './address.ts';
import { useShares } from './use-shares.ts';

/** Right at first try, wrong dispatches, looks and questions of a thousand; each leads to its orders. */
export const TryFigures = ({ total, chosen }: { total: Matching['total']; chosen: Chosen }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch();
  const { percent, interval, perThousand } = useShares();
  const { answers, right, misdispatched, looked, heard, asked, questions } = total;
  const counted = (count: number) => t('analysis.matching.orders', { count, shown: format.number(count) });
  const figures = [
    { which: 'right', value: answers === 0 ? '—' : percent(right / answers), under: t('analysis.matching.within', { interval: interval(total) }) },
    { which: 'misdispatched', value: perThousand(misdispatched, answers), under: counted(misdispatched) },
    { which: 'looked', value: perThousand(looked, answers), under: counted(looked) },
    { which: 'asked', value: perThousand(questions, heard), under: counted(asked) },
  ] as const;
  return (
    <ul className="analysis-totals" aria-label={t('analysis.totals.label')}>
      {figures.map(({ which, value, under }) => (
        <li key={which}>
          <Link
            href={matchingHref(search, { bin: null, which: chosen.which === which ? null : which })}
            className="analysis-total"
            aria-current={chosen.which === which ? 'true' : undefined}
          >
            <span>{t(`analysis.matching.figures.${which}`)}</span>
            <strong>{value}</strong>
            <span className="quiet">{under}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
};
