import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Units that ended and that rows name: as whose those rows are registered is said before and after they are written. */
export const FollowedUnits = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  if (one.followed.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('census.followed.title')}
      description={
        <ul className="plain-list">
          {one.followed.map(({ id, ended, heir, rows }) => (
            <li key={id}>{t('census.followed.rows', { count: rows, shown: format.number(rows), ended: named(ended), heir: named(heir) })}</li>
          ))}
        </ul>
      }
    />
  );
};
