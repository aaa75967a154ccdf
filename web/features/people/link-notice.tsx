import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../client/use-format.ts';

/** A link that is told once. */
export const LinkNotice = ({ link, expiresAt }: { link: string; expiresAt: string }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const copy = () => void navigator.clipboard.writeText(link).then(() => message.success(t('people.link.copied')));
  const text = (
    <>
      <p>{t('people.link.text', { until: format.instant(expiresAt) })}</p>
      <p className="mono" style={{ overflowWrap: 'anywhere' }}>
        {link}
      </p>
      <Button size="small" onClick={copy}>
        {t('people.link.copy')}
      </Button>
    </>
  );
  return <Alert type="success" showIcon title={t('people.link.title')} description={text} />;
};
