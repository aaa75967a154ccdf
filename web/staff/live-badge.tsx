import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLiveOrders } from './live-orders.tsx';

/** Whether what is on screen is kept up to date right now. */
export const LiveBadge = () => {
  const { t } = useTranslation();
  const { state, isAllowed } = useLiveOrders();
  if (!isAllowed) return null;
  return (
    <Tooltip title={t(`staff.live.hint.${state}`)}>
      <span className={`live-badge live-badge-${state}`} role="status">
        <span className="live-dot" aria-hidden="true" />
        {t(`staff.live.${state}`)}
      </span>
    </Tooltip>
  );
};
