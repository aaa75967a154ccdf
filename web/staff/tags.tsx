import { WarningFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AssetStatus, OrderState } from '#domain/contract/terms.ts';

const stateColours: Record<OrderState, string> = {
  dispatched: 'gold',
  signed: 'blue',
  contacted: 'blue',
  in_progress: 'geekblue',
  resolved: 'purple',
  closed: 'green',
  void: 'default',
};
const statusColours: Record<AssetStatus, string> = { intact: 'green', damaged: 'orange', missing: 'red', abandoned: 'default', removed: 'default' };

export const StateTag = ({ state }: { state: OrderState }) => {
  const { t } = useTranslation();
  return (
    <Tag color={stateColours[state]} className={`tag-${stateColours[state]}`}>
      {t(`staff.state.${state}`)}
    </Tag>
  );
};

export const StatusTag = ({ status }: { status: AssetStatus }) => {
  const { t } = useTranslation();
  return <Tag color={statusColours[status]}>{t(`staff.status.${status}`)}</Tag>;
};

export const HazardTag = () => {
  const { t } = useTranslation();
  return (
    <span className="hazard-tag">
      <WarningFilled aria-hidden="true" /> {t('staff.hazard')}
    </span>
  );
};
