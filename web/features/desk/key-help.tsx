import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '#domain/contract/preferences.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { Toggle } from '../../staff/toggle.tsx';
import { type ActKey, actionKeys } from '../orders/action-keys.ts';
import { withOwn } from '../orders/own-keys.ts';
import { type DeskKey, deskKeys } from './desk-keys.ts';
import { allKeys, clashOf, fixedKeys, type KeyName, withLetter } from './key-clash.ts';

interface Props {
  readonly preferences: Pick<Preferences, 'letterKeys' | 'letters'>;
  /** Whether these are the reader's own. */
  readonly isKnown: boolean;
  readonly onChange: (part: Partial<Preferences>) => void;
  readonly onClose: () => void;
}

const ownLetter = /^[a-z0-9=.,;[\]-]$/;

/** All keys of the desk on one card: each letter can be another of one's own, and all can be turned off by whoever they hinder. */
export const KeyHelp = ({ preferences: { letterKeys, letters }, isKnown, onChange, onClose }: Props) => {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<{ name: KeyName; letter: string; by: KeyName | null } | null>(null);
  const keys = withOwn(allKeys, letters);
  const wordsOf = (name: KeyName) => t(name in deskKeys || name === 'accept' ? `desk.keys.${name}` : `orders.action.${name}`);
  const ask = (name: KeyName, typed: string) => {
    const letter = typed.slice(-1).toLowerCase();
    if (letter === '' || letter === keys[name]) return setRefused(null);
    const by = clashOf(letters, name, letter);
    if (by !== null || !ownLetter.test(letter)) return setRefused({ name, letter, by });
    setRefused(null);
    return onChange({ letters: withLetter(letters, name, letter) });
  };
  const line = (name: KeyName) => (
    <li key={name}>
      {!isKnown || fixedKeys.includes(name) ? (
        <KeySign of={keys[name]} />
      ) : (
        <input
          className="key-input"
          aria-label={t('desk.keys.of', { what: wordsOf(name) })}
          aria-invalid={refused?.name === name}
          value={(keys[name] ?? '').toUpperCase()}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => ask(name, event.target.value)}
        />
      )}{' '}
      <span>{wordsOf(name)}</span>
      {refused?.name === name && (
        <p className="field-error" role="alert">
          {t(refused.by === null ? 'desk.keys.unfit' : 'desk.keys.taken', { letter: refused.letter.toUpperCase(), by: refused.by && wordsOf(refused.by) })}
        </p>
      )}
    </li>
  );
  return (
    <Modal open title={t('desk.keys.title')} onCancel={onClose} footer={null} width={920}>
      {isKnown && (
        <div className="key-head">
          <Toggle label={t('desk.keys.on')} isOn={letterKeys} onChange={(isOn) => onChange({ letterKeys: isOn })} />
          {letters.length > 0 && <Button onClick={() => onChange({ letters: [] })}>{t('desk.keys.standard')}</Button>}
        </div>
      )}
      <p className="field-hint">{t(isKnown ? 'desk.keys.change' : 'desk.keys.unknown')}</p>
      <div className="key-columns">
        <section>
          <h3>{t('desk.keys.desk')}</h3>
          <ul className="plain-list key-list">{(Object.keys(deskKeys) as DeskKey[]).map(line)}</ul>
        </section>
        <section>
          <h3>{t('desk.keys.order')}</h3>
          <ul className="plain-list key-list">
            {(Object.keys(actionKeys) as ActKey[]).map(line)}
            <li>
              <KeySign of="Ctrl ↵" /> <span>{t('desk.keys.confirm')}</span>
            </li>
          </ul>
        </section>
      </div>
    </Modal>
  );
};
