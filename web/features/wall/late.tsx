import { useTranslation } from 'react-i18next';
import type { Wall } from '#domain/contract/wall.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Where most is late; the bar is what is open, its filled part what is late. */
export const Late = ({ late }: { late: Wall['late'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const most = Math.max(1, ...late.map(({ open }) => open));
  return (
    <section className="wall-card wall-late" aria-labelledby="wall-late">
      <h2 id="wall-late">
        {t('wall.late.title')} {late.length > 0 && <small>{t('wall.late.key')}</small>}
      </h2>
      {late.length === 0 && <p className="wall-none">{t('wall.late.none')}</p>}
      <ul className="plain-list">
        {late.map(({ code, name, late: n, open }) => (
          <li key={code}>
            <span>{named(name)}</span>
            <span className="wall-bar" aria-hidden="true">
              <span style={{ width: `${(100 * open) / most}%` }}>
                <span style={{ width: `${(100 * n) / Math.max(1, open)}%` }} />
              </span>
            </span>
            <strong>{t('wall.late.of', { late: format.number(n), open: format.number(open) })}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
};
