import { ArrowUpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Wall } from '#domain/contract/wall.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Streets where clearly more came in seven days than in the seven before. */
export const Growth = ({ growth }: { growth: Wall['growth'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <section className="wall-card wall-growth" aria-labelledby="wall-growth">
      <h2 id="wall-growth">{t('wall.growth.title')}</h2>
      {growth.length === 0 && <p className="wall-none">{t('wall.growth.none')}</p>}
      <ul className="plain-list">
        {growth.map(({ code, name, district, now, before }) => (
          <li key={code}>
            <span>{t('common.place', { district: named(district), street: named(name) })}</span>
            <strong>
              <ArrowUpOutlined aria-hidden="true" /> {t('wall.growth.from', { before: format.number(before), now: format.number(now) })}
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
};
