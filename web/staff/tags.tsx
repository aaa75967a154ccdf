import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { AssetStatus, OrderState } from '#domain/contract/terms.ts';
import { isOver } from '#domain/order-transitions.ts';

type Tone = 'wait' | 'work' | 'check' | 'good' | 'bad' | 'past';

// Ant Design's own coloured tags fall short of 4.5:1; these tones do not.
const stateTones: Record<OrderState, Tone> = {
  dispatched: 'wait',
  signed: 'work',
  contacted: 'work',
  in_progress: 'work',
  paused: 'past',
  resolved: 'check',
  checked: 'check',
  called_back: 'check',
  closed: 'good',
  void: 'past',
  merged: 'past',
};
const statusTones: Record<AssetStatus, Tone> = { intact: 'good', damaged: 'wait', missing: 'bad', abandoned: 'past', removed: 'past' };

export const StateTag = ({ state }: { state: OrderState }) => {
  const { t } = useTranslation();
  return <span className={`tone-tag tone-${stateTones[state]}`}>{t(`staff.state.${state}`)}</span>;
};

export const StatusTag = ({ status }: { status: AssetStatus }) => {
  const { t } = useTranslation();
  return <span className={`tone-tag tone-${statusTones[status]}`}>{t(`staff.status.${status}`)}</span>;
};

/** That supervision took an open order up. */
export const SupervisedTag = ({ order: { state, supervisedAt } }: { order: { state: OrderState; supervisedAt: string | null } }) => {
  const { t } = useTranslation();
  return supervisedAt === null || isOver(state) ? null : <span className="tone-tag tone-bad">{t('staff.supervised')}</span>;
};

export const HazardTag = () => {
  const { t } = useTranslation();
  return (
    <span className="hazard-tag">
      <WarningFilled aria-hidden="true" /> {t('staff.hazard')}
    </span>
  );
};
