import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { listDemoAccounts } from '../../client/routes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { wordGrant } from '../../staff/word-grant.ts';

/** Hints for trying out a demo city, whatever people it has; choosing one fills in its user name. */
export const DemoAccounts = ({ onChoose }: { onChoose: (username: string) => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const accounts = useQuery({ queryKey: ['demo-accounts'], queryFn: ({ signal }) => call(listDemoAccounts, { signal }) }).data?.accounts;
  if (!accounts || accounts.length === 0) return null;
  return (
    <section className="demo-accounts">
      <h2>{t('signIn.demo.title')}</h2>
      <p>{t('signIn.demo.text')}</p>
      <ul className="plain-list">
        {accounts.map(({ username, grants }) => (
          <li key={username}>
            <Button size="small" type="text" block onClick={() => onChoose(username)}>
              <span>{grants.map((grant) => wordGrant(t, named, grant)).join(t('common.comma'))}</span> <span className="mono">{username}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};
