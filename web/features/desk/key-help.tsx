import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderAction } from '#domain/contract/terms.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { Toggle } from '../../staff/toggle.tsx';
import { acceptKey, actionKeys } from '../orders/action-keys.ts';
import { type DeskKey, deskKeys } from './desk-keys.ts';

interface Props {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly onClose: () => void;
}

const Key = ({ sign, words }: { sign: string; words: string }) => (
  <li>
    <KeySign of={sign} /> <span>{words}</span>
  </li>
);

/** All keys of the desk on one card; single letters can be turned off by whoever they hinder. */
export const KeyHelp = ({ isOn, onChange, onClose }: Props) => {
  const { t } = useTranslation();
  return (
    <Modal open title={t('desk.keys.title')} onCancel={onClose} footer={null} width={720}>
      <Toggle label={t('desk.keys.on')} isOn={isOn} onChange={onChange} />
      <div className="key-columns">
        <section>
          <h3>{t('desk.keys.desk')}</h3>
          <ul className="plain-list key-list">
            {(Object.keys(deskKeys) as DeskKey[]).map((key) => (
              <Key key={key} sign={deskKeys[key]} words={t(`desk.keys.${key}`)} />
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('desk.keys.order')}</h3>
          <ul className="plain-list key-list">
            <Key sign={acceptKey} words={t('desk.keys.accept')} />
            {(Object.entries(actionKeys) as [OrderAction, string][]).map(([action, sign]) => (
              <Key key={action} sign={sign} words={t(`orders.action.${action}`)} />
            ))}
            <li>
              <KeySign of="Ctrl ↵" /> <span>{t('desk.keys.confirm')}</span>
            </li>
          </ul>
        </section>
      </div>
    </Modal>
  );
};
