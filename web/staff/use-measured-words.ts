import { useTranslation } from 'react-i18next';
import type { Measured } from '#domain/contract/measurements.ts';
import { everyMeasure } from '#domain/measured.ts';
import { useFormat } from '../client/use-format.ts';

/** What was measured, each with its unit. */
export const useMeasuredWords = () => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (measured: Measured): string[] =>
    everyMeasure.flatMap((name) => {
      const value = measured[name];
      if (value === undefined) return [];
      if (name === 'levelDifferenceMm' && value < 0) return [t('staff.measured.belowMm', { value: number(-value) })];
      return [t(`staff.measured.${name}`, { value: number(value) })];
    });
};
