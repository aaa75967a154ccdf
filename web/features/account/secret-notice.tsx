import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** A secret that is told once. */
export const SecretNotice = ({ secret, onKept }: { secret: string; onKept: () => void }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(secret).then(() => message.success(t('account.tokens.copied')));
  const text = (
    <>
      <p className="mono account-secret">{secret}</p>
      <Button size="small" onClick={copy}>
        {t('account.tokens.copy')}
      </Button>{' '}
      <Button size="small" onClick={onKept}>
        {t('account.tokens.kept')}
      </Button>
    </>
  );
  return <Alert type="warning" showIcon title={t('account.tokens.secret')} description={text} />;
};
