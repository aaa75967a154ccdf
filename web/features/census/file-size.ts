import { useTranslation } from 'react-i18next';
import { useFormat } from '../../client/use-format.ts';

/** A file's size in words: kB below a megabyte. */
export const useFileSize = (): ((bytes: number) => string) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (bytes) =>
    bytes < 1e6 ? t('census.kilobytes', { value: format.number(Math.ceil(bytes / 1e3)) }) : t('census.megabytes', { value: format.number(bytes / 1e6) });
};
