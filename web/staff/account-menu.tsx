import { DownOutlined, EyeOutlined, IdcardOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';
import { wordProblem } from '../client/problem-error.ts';
import { signOut } from '../client/session.ts';
import { deviceStore } from '../client/use-waiting.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { wordGrant } from './word-grant.ts';

/** How many steps of theirs lie on this device and go only under their session. */
const countWaiting = async (username: string): Promise<number> => {
  const { listWaiting } = await deviceStore();
  return (await listWaiting()).filter(({ what, state, memo }) => what === 'act' && state !== 'sent' && memo['by'] === username).length;
};

/** Who is signed in, as what and where, and the way out. */
export const AccountMenu = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const scopes = session.grants.map((grant) => wordGrant(t, named, grant));

  const leave = async () => {
    try {
      await signOut(queries);
      navigate('/sign-in');
    } catch (error) {
      message.error(wordProblem(error, language));
    }
  };
  const askToLeave = async () => {
    const count = await countWaiting(session.username).catch(() => 0);
    if (count === 0) return leave();
    modal.confirm({
      title: t('staff.signOutWaiting.title'),
      content: t('staff.signOutWaiting.text', { count }),
      okText: t('staff.signOutWaiting.leave'),
      cancelText: t('staff.signOutWaiting.stay'),
      autoFocusButton: 'cancel',
      onOk: leave,
    });
  };
  const items = [
    ...scopes.map((scope, i) => ({ key: `scope-${i}`, label: scope, disabled: true })),
    { type: 'divider' as const },
    { key: 'account', icon: <IdcardOutlined />, label: t('staff.nav.account'), onClick: () => navigate('/account') },
    { key: 'looks', icon: <EyeOutlined />, label: t('staff.nav.looks'), onClick: () => navigate('/looks') },
    { key: 'out', icon: <LogoutOutlined />, label: t('staff.signOut'), onClick: () => void askToLeave() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" className="account" aria-label={`${t('staff.account')} ${named(session.name)} ${scopes.join(t('common.comma'))}`}>
        <UserOutlined />
        <span className="account-words">
          <strong>{named(session.name)}</strong>
          <span>
            {scopes[0]}
            {scopes.length > 1 && `\u00a0+${scopes.length - 1}`}
          </span>
        </span>
        <DownOutlined className="account-arrow" />
      </Button>
    </Dropdown>
  );
};
