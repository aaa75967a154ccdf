import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RuleSet } from '#domain/contract/rules.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Left } from './use-begun.ts';

/** Somebody else saved the draft that one is changing: nobody's changes go without a word. */
export const Overtaken = ({ set, onStand, onGiveUp }: { set: RuleSet; onStand: () => void; onGiveUp: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('network.overtaken.title', {
        who: set.editedBy ? named(set.editedBy) : t('network.overtaken.somebody'),
        at: set.editedAt ? format.instant(set.editedAt) : '',
      })}
      description={
        <div className="network-head">
          <Button onClick={onStand}>{t('network.overtaken.stand')}</Button>
          <Button onClick={onGiveUp}>{t('network.overtaken.giveUp')}</Button>
        </div>
      }
    />
  );
};

/** Others switched a version on since this draft was copied: their changes are not in it. */
export const Outrun = ({ by: { version, title, by } }: { by: NonNullable<RuleSet['outrunBy']> }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const who = by ? named(by) : t('network.overtaken.somebody');
  return <Alert type="warning" showIcon title={t('network.outrun.title', { version, who, title })} description={t('network.outrun.compare')} />;
};

interface LeftBehindProps {
  readonly set: RuleSet;
  readonly left: Left;
  /** Refused while it has no title. */
  readonly isWhole: boolean;
  readonly isKeeping: boolean;
  readonly onKeep: () => void;
  readonly onGiveUp: () => void;
}

/** Somebody else dropped it, or switched it on: nothing more is saved into it, and what was written can go into another. */
export const LeftBehind = ({ set, left, isWhole, isKeeping, onKeep, onGiveUp }: LeftBehindProps) => {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={left === 'dropped' ? t('network.left.dropped') : t('network.left.switchedOn', { version: set.version })}
      description={
        <div className="network-head">
          <Button type="primary" disabled={!isWhole} loading={isKeeping} onClick={onKeep}>
            {t('network.left.keep')}
          </Button>
          <Button onClick={onGiveUp}>{t('network.giveUp')}</Button>
        </div>
      }
    />
  );
};
