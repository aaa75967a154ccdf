import { Alert, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Session } from '#domain/contract/sessions.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { StaffFrame } from '../../staff/frame.tsx';
import { wordGrant } from '../../staff/word-grant.ts';
import { FactorCard } from './factor-card.tsx';
import { NoticesCard } from './notices-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { SubscriptionsCard } from './subscriptions-card.tsx';
import { TokensCard } from './tokens-card.tsx';
import { WebhooksCard } from './webhooks-card.tsx';
import '../orders/words.ts';
import './account.css';
import './words.ts';

const Account = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <div className="account-page">
      <h1>
        {named(session.name)} <span className="mono">{session.username}</span>
      </h1>
      {session.lacksSecondFactor && <Alert type="warning" showIcon title={t('account.factorAsked')} description={t('account.factorAskedText')} />}
      <Card title={t('account.roles')}>
        <ul className="plain-list">
          {session.grants.map((grant) => {
            const words = wordGrant(t, named, grant);
            return <li key={words}>{words}</li>;
          })}
        </ul>
      </Card>
      <FactorCard />
      <PasswordCard />
      <SessionsCard />
      <NoticesCard />
      {session.permissions.includes('orders.read') && <SubscriptionsCard />}
      <TokensCard permissions={session.permissions} />
      {session.permissions.includes('webhooks.manage') && <WebhooksCard />}
    </div>
  );
};

export default function AccountPage() {
  return <StaffFrame home="account">{({ session }) => <Account session={session} />}</StaffFrame>;
}
