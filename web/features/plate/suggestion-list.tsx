import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../../client/call.ts';
import { getAsset } from '../../client/routes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Address } from '../../ui/address.tsx';
import { groupedPlate } from './grouped-plate.ts';

/** “Did you mean …?”: of the numbers one slip away, those that are registered, with what and where each is. */
export const Suggestions = ({ ids }: { ids: readonly string[] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const asked = useQueries({ queries: ids.map((id) => ({ queryKey: ['asset', id], queryFn: () => call(getAsset, { params: { id } }), retry: false })) });
  const found = asked.flatMap(({ data }) => data ?? []);
  if (found.length === 0) return null;
  return (
    <section>
      <h2>{t('plate.didYouMean')}</h2>
      <ul className="plate-suggestions">
        {found.map(({ id, className, district, address }) => (
          <li key={id}>
            <Link className="button" href={`/a/${id}`} aria-label={`${id} ${named(className)}`}>
              <strong>{groupedPlate(id)}</strong>
              <span>
                {named(className)} · {named(district)}
                {address && (
                  <>
                    {' · '}
                    <Address of={address} />
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
