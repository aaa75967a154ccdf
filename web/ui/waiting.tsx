import { useTranslation } from 'react-i18next';
import './waiting.css';

/** Shown while a chunk or the first answer is on its way. */
export const Waiting = () => {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status">
      <span className="waiting-ring" aria-hidden="true" />
      <span>{t('common.loading')}</span>
    </div>
  );
};
