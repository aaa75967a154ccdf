import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Import } from '#domain/contract/imports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Ranges of numbers that this file leaves scarce, and those it would run full: said before anything is written. */
export const ScarceRanges = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  if (one.ranges.length === 0 || one.state === 'applied') return null;
  const isFull = one.ranges.some(({ wanted, left }) => wanted > left);
  return (
    <Alert
      type={isFull ? 'error' : 'warning'}
      showIcon
      title={t(isFull ? 'census.ranges.full' : 'census.ranges.scarce')}
      description={
        <>
          <ul className="plain-list">
            {one.ranges.map(({ prefix, district, className, wanted, left }) => (
              <li key={prefix}>
                <span className="mono">{prefix}</span> {named(district)}&nbsp;· {named(className)}:{' '}
                {t('census.ranges.one', { wanted: format.number(wanted), left: format.number(left) })}
              </li>
            ))}
          </ul>
          <Link href="/registry/books">{t('census.ranges.all')}</Link>
        </>
      }
    />
  );
};
