import { useTranslation } from 'react-i18next';
import type { PersonLine } from '#domain/contract/people.ts';
import { useFormat } from '../../client/use-format.ts';

/** How an account stands, where that is anything but as usual. */
export const PersonTags = ({ person }: { person: PersonLine }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { active, lockedUntil, hasPassword, invitedUntil, hasSecondFactor } = person;
  return (
    <>
      {!active && <span className="tone-tag tone-bad">{t('people.tag.locked')}</span>}
      {lockedUntil && <span className="tone-tag tone-wait">{t('people.tag.shut', { until: format.instant(lockedUntil) })}</span>}
      {invitedUntil && <span className="tone-tag tone-work">{t('people.tag.invited', { until: format.instant(invitedUntil) })}</span>}
      {!hasPassword && !invitedUntil && <span className="tone-tag tone-wait">{t('people.tag.noPassword')}</span>}
      {hasSecondFactor && <span className="tone-tag tone-good">{t('people.tag.factor')}</span>}
    </>
  );
};
