import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import { ProblemError } from '../../client/problem-error.ts';

/** The registered numbers one slip away from a mistyped one, as the server ordered them: the nearest to its reader first. */
export const Suggested = ({ error, hrefOf }: { error: unknown; hrefOf: (number: string) => string }) => {
  const { t } = useTranslation();
  const said: unknown = error instanceof ProblemError ? error.problem.params?.['suggestions'] : undefined;
  if (typeof said !== 'string') return null;
  return (
    <nav aria-label={t('registry.didYouMean')}>
      <h2>{t('registry.didYouMean')}</h2>
      <ul className="plain-list">
        {said.split(' ').map((number) => (
          <li key={number}>
            <Link className="mono" href={hrefOf(number)}>
              {formatPlate(number)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
