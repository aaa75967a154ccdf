import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Analysis } from '#domain/contract/analysis.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefWith } from './address.ts';

type Group = Analysis['places'][number];
const shownFirst = 8;

interface Props {
  /** Their words: places.district, places.street, kinds, units. */
  readonly of: string;
  /** Their name in the address. */
  readonly name: 'place' | 'kind' | 'unit';
  readonly chosen: string | undefined;
  readonly groups: readonly Group[];
  /** What leads a level up. */
  readonly up?: Readonly<Record<string, null>> | null;
}

/** Groups as bars, most first; dangers are the hatched part. Each is a link: to its orders, or back. */
export const Bars = ({ of, name, chosen, groups, up = null }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const search = useSearch();
  const [isWhole, setIsWhole] = useState(false);
  const most = Math.max(1, ...groups.map(({ orders }) => orders));
  const chosenAt = groups.findIndex(({ code }) => code === chosen);
  const shown = isWhole ? groups : groups.slice(0, Math.max(shownFirst, chosenAt + 1));
  return (
    <section className="analysis-card" aria-labelledby={`bars-${name}`}>
      <h2 id={`bars-${name}`}>{t(`analysis.${of}`)}</h2>
      {up && (
        <Link className="analysis-up" href={hrefWith(search, up)}>
          {t('analysis.up')}
        </Link>
      )}
      {groups.length === 0 && <p className="quiet">{t('analysis.none')}</p>}
      <ul className="plain-list">
        {shown.map(({ code, name: words, orders, hazards }) => (
          <li key={code}>
            <Link
              href={hrefWith(search, { [name]: code === chosen ? null : code })}
              className="analysis-bar"
              aria-current={code === chosen ? 'true' : undefined}
            >
              <span className="analysis-bar-name">{named(words)}</span>
              <span className="analysis-bar-track" aria-hidden="true">
                <span className="analysis-bar-fill" style={{ width: `${(100 * orders) / most}%` }}>
                  <span className="analysis-bar-danger" style={{ width: `${orders === 0 ? 0 : (100 * hazards) / orders}%` }} />
                </span>
              </span>
              <strong>{format.number(orders)}</strong>
              {hazards > 0 && <span className="unseen">{t('analysis.ofThemHazards', { count: hazards })}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {groups.length > shown.length && (
        <button type="button" className="analysis-more" onClick={() => setIsWhole(true)}>
          {t('analysis.more', { count: groups.length - shown.length })}
        </button>
      )}
    </section>
  );
};
