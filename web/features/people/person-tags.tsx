import { Tag } from 'antd';
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
      {!active && <Tag color="error">{t('people.tag.locked')}</Tag>}
      {lockedUntil && <Tag color="warning">{t('people.tag.shut', { until: format.instant(lockedUntil) })}</Tag>}
      {invitedUntil && <Tag color="processing">{t('people.tag.invited', { until: format.instant(invitedUntil) })}</Tag>}
      {!hasPassword && !invitedUntil && <Tag color="warning">{t('people.tag.noPassword')}</Tag>}
      {hasSecondFactor && <Tag color="success">{t('people.tag.factor')}</Tag>}
    </>
  );
};
