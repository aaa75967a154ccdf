import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

/** So often figures are asked for again whose months are being counted. */
const againMs = 5_000;

/** How soon to ask again: not at all once every month is in the figures. */
export const askAgain = (data: { readonly counting: readonly string[] } | undefined): number | false => (data && data.counting.length > 0 ? againMs : false);

/** Which months are in none of the figures yet. */
export const CountingNotice = ({ months }: { months: readonly string[] }) => {
  const { t } = useTranslation();
  if (months.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={t('scores.counting', { count: months.length })}
      description={t('scores.countingText', { months: months.join(t('scores.and')) })}
    />
  );
};
