import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

/** “Did you mean …?” */
export const Suggestions = ({ ids }: { ids: readonly string[] }) => {
  const { t } = useTranslation();
  if (ids.length === 0) return null;
  return (
    <section>
      <h2>{t('plate.didYouMean')}</h2>
      <ul className="plate-suggestions">
        {ids.map((id) => (
          <li key={id}>
            <Link className="button" href={`/a/${id}`}>
              {id}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
