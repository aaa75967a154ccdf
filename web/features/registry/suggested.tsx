import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import { useOwnPlace } from '../../client/own-place.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { useMistyped } from '../../staff/assets.ts';

interface Props {
  readonly typed: string;
  readonly error: unknown;
  /** The place that the search is about; without one, where its reader stands. */
  readonly near: string | undefined;
  readonly hrefOf: (number: string) => string;
}

const suggestionsIn = (error: unknown): string[] => {
  const said: unknown = error instanceof ProblemError ? error.problem.params?.['suggestions'] : undefined;
  return typeof said === 'string' ? said.split(' ') : [];
};

/** The registered numbers one slip away from a mistyped one, as the server ordered them: the nearest to its reader first, where that is known. */
export const Suggested = ({ typed, error, near, hrefOf }: Props) => {
  const { t } = useTranslation();
  const [own, setOwn] = useState<string>();
  const ask = useOwnPlace(setOwn);
  const from = near ?? own;
  const ordered = suggestionsIn(useMistyped(typed, from).error);
  const numbers = ordered.length > 0 ? ordered : suggestionsIn(error);
  if (numbers.length === 0) return null;
  return (
    <nav aria-label={t('registry.didYouMean')}>
      <h2>{t('registry.didYouMean')}</h2>
      <ul className="plain-list suggested">
        {numbers.map((number) => (
          <li key={number}>
            <Link className="mono" href={hrefOf(number)}>
              {formatPlate(number)}
            </Link>
          </li>
        ))}
      </ul>
      {numbers.length > 1 && from === undefined && <Button onClick={ask}>{t('registry.nearestFirst')}</Button>}
      {ordered.length > 1 && <p className="quiet">{t('registry.nearestAreFirst')}</p>}
    </nav>
  );
};
