import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { forgetOwnNumber, listOwnNumbers } from '../../client/device/own-numbers.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { dropAddition } from './add-more.tsx';
import { dropJudgement } from './judge.tsx';

/** Whoever shut the page and noted no number finds it on the device that they sent it from; a device that others use forgets it at a tap. */
export const OpenedHere = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { moment } = useFormat();
  const [all, setAll] = useState(listOwnNumbers);
  if (all.length === 0) return null;
  const forget = (number: string) => {
    forgetOwnNumber(number);
    dropAddition(number);
    dropJudgement(number);
    setAll(listOwnNumbers());
  };
  return (
    <section className="opened-here" aria-labelledby="opened-here">
      <h2 id="opened-here">{t('progress.here.title')}</h2>
      <ul>
        {all.map(({ number, kind, at }) => (
          <li key={number}>
            <Link href={`/r/${number}`}>
              <strong>{named(kind)}</strong> <span className="mono">{number}</span>
              <small>{t('progress.here.at', { at: moment(at) })}</small>
            </Link>
            <Button onClick={() => forget(number)} aria-label={t('progress.here.forgetOne', { number })}>
              {t('progress.here.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};
