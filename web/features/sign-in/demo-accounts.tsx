import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

// The names that a city's own people.csv gives its demo accounts; a city may have more, which the start prints.
const accounts = [
  ['district-dispatcher', 'dispatcher'],
  ['street-dispatcher', 'street'],
  ['agent', 'agent'],
  ['power-clerk', 'clerk'],
  ['power-crew', 'crew'],
  ['registrar', 'registrar'],
  ['supervisor', 'supervisor'],
  ['leader', 'leader'],
  ['analyst', 'analyst'],
] as const;

/** Hints for trying out a demo city; choosing one fills in its user name. */
export const DemoAccounts = ({ onChoose }: { onChoose: (username: string) => void }) => {
  const { t } = useTranslation();
  return (
    <section className="demo-accounts">
      <h2>{t('signIn.demo.title')}</h2>
      <p>{t('signIn.demo.text')}</p>
      <ul className="plain-list">
        {accounts.map(([username, who]) => (
          <li key={username}>
            <Button size="small" onClick={() => onChoose(username)}>
              {t(`signIn.who.${who}`)} <span className="mono">{username}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};
