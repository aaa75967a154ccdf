import { BellOutlined, MutedOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#domain/contract/orders.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { usePreferences } from '../../staff/preferences.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { ringForDanger, useIsSilenced } from './danger-sound.ts';
import { deskKeys } from './desk-keys.ts';
import { Handovers } from './handovers.tsx';
import { QueueView } from './queue-view.tsx';
import { SavedFilters } from './saved-filters.tsx';

interface Props {
  readonly by: string;
  readonly mayDispatch: boolean;
  readonly isSelecting: boolean;
  readonly onSelecting: (isSelecting: boolean) => void;
  readonly chosen: readonly OrderRow[];
  readonly onAct: () => void;
  readonly onHelp: () => void;
}

/** What a person arranges for themselves, and what is done with several orders at once. */
export const DeskTools = ({ by, mayDispatch, isSelecting, onSelecting, chosen, onAct, onHelp }: Props) => {
  const { t } = useTranslation();
  const { preferences, change, edit, error, lost, again } = usePreferences();
  const ringing = preferences.dangerSound;
  const isSilenced = useIsSilenced(ringing);
  return (
    <div className="desk-tools" role="toolbar" aria-label={t('desk.tools')}>
      <SavedFilters filters={preferences.queueFilters} onEdit={(next) => edit(({ queueFilters }) => ({ queueFilters: next(queueFilters) }))} />
      <QueueView preferences={preferences} change={change} />
      {mayDispatch && <Handovers by={by} chosen={chosen} />}
      <Button size="small" aria-pressed={isSelecting} type={isSelecting ? 'primary' : 'default'} onClick={() => onSelecting(!isSelecting)}>
        {t('desk.many.select')}
      </Button>
      {isSelecting && (
        <Button size="small" disabled={chosen.length === 0} onClick={onAct}>
          {t('desk.many.open', { count: chosen.length })}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        aria-pressed={ringing}
        icon={ringing ? <BellOutlined /> : <MutedOutlined />}
        onClick={() => {
          change({ dangerSound: !ringing });
          if (!ringing) ringForDanger(); // a browser stays silent until it was touched
        }}
      >
        {t('desk.sound')}
      </Button>
      <Button size="small" type="text" onClick={onHelp} className="desk-help">
        {t('desk.keys.title')} <KeySign of={deskKeys.help} />
      </Button>
      {isSilenced && <p className="field-hint">{t('desk.soundWaits')}</p>}
      {isSelecting && <p className="field-hint">{t('desk.many.hint')}</p>}
      {lost && <ProblemNotice error={lost} title={t('desk.own.title')} words={t('desk.own.words')} onRetry={again} />}
      {error && <ProblemNotice error={error} />}
    </div>
  );
};
