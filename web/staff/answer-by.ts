import type { TFunction } from 'i18next';
import type { Language } from '#domain/contract/common-errors.ts';
import { wordDuration } from '../i18n/durations.ts';

/** What silence on a call leads to, and when. @param leftMs until the next person is called; none is left once it falls due */
export const wordAnswerBy = (t: TFunction, leftMs: number, language: Language): string => {
  if (leftMs <= 0) return t('staff.call.late');
  const time = wordDuration(leftMs, language);
  return time === '' ? t('staff.call.answerSoon') : t('staff.call.answerBy', { time });
};
