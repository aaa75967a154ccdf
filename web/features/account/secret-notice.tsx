import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** A secret that is told once. */
export const SecretNotice = ({ secret, onKept }: { secret: string; onKept: () => void }) => {
  const { t } = useTranslation();
  const text = (
    <>
      <p className="mono account-secret">{secret}</p>
      <Button size="small" onClick={onKept}>
        {t('account.tokens.kept')}
      </Button>
    </>
  );
  return <Alert type="warning" showIcon title={t('account.tokens.secret')} description={text} />;
};
