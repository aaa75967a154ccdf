import { Alert, Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../staff/copy-button.tsx';

/** A secret that is told once. */
export const SecretNotice = ({ secret, onKept }: { secret: string; onKept: () => void }) => {
  const { t } = useTranslation();
  const shown = useRef<HTMLParagraphElement>(null);
  const text = (
    <>
      <p ref={shown} className="mono account-secret">
        {secret}
      </p>
      <CopyButton of={shown} />{' '}
      <Button size="small" onClick={onKept}>
        {t('account.tokens.kept')}
      </Button>
    </>
  );
  return <Alert type="warning" showIcon title={t('account.tokens.secret')} description={text} />;
};
