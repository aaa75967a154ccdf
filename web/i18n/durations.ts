import type { Language } from '#domain/contract/common-errors.ts';
import { languageTag } from './language.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** A length of time in its two largest units: 1天3小时, 2 hr 20 min; empty below one minute; no figure stands on another line than its unit. */
export const wordDuration = (ms: number, language: Language): string => {
  const parts: [number, 'day' | 'hour' | 'minute'][] = [
    [Math.floor(ms / dayMs), 'day'],
    [Math.floor((ms % dayMs) / hourMs), 'hour'],
    [Math.floor((ms % hourMs) / minuteMs), 'minute'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => new Intl.NumberFormat(languageTag(language), { style: 'unit', unit, unitDisplay: 'short' }).format(count).replaceAll(' ', '\u00a0'))
    .join(language === 'zh' ? '' : ' ');
};
