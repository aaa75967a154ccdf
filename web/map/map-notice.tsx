import { useTranslation } from 'react-i18next';
import type { MapLoading } from './use-loading.ts';

/** A line over the map while it is not whole: that it is coming, or what is missing and the way to ask again. */
export const MapNotice = ({ state, onAgain }: { state: MapLoading; onAgain: () => void }) => {
  const { t } = useTranslation();
  if (state === 'drawn') return null;
  return (
    <div className={`map-notice map-notice-${state}`} role="status">
      {state === 'first' && <span className="waiting-ring" aria-hidden="true" />}
      <span>{t(`map.${state}`)}</span>
      {state === 'failed' && (
        <button type="button" onClick={onAgain}>
          {t('common.again')}
        </button>
      )}
    </div>
  );
};
