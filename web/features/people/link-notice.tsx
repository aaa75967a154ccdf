import { Alert } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../client/use-format.ts';
import { CopyButton } from '../../staff/copy-button.tsx';

/** A link that is told once. */
export const LinkNotice = ({ link, expiresAt }: { link: string; expiresAt: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = useRef<HTMLParagraphElement>(null);
  const text = (
    <>
      <p>{t('people.link.text', { until: format.instant(expiresAt) })}</p>
      <p ref={shown} className="mono" style={{ overflowWrap: 'anywhere' }}>
        {link}
      </p>
      <CopyButton of={shown}>{t('people.link.copy')}</CopyButton>
    </>
  );
  return <Alert type="success" showIcon title={t('people.link.title')} description={text} />;
};
