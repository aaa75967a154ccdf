import { isDay } from '../local-time.ts';
import { censusWordings } from './census-errors.ts';
import { commonWordings, fillWording, type Language } from './common-errors.ts';
import { importWordings } from './import-errors.ts';
import { ownershipWordings } from './ownership-errors.ts';
import { peopleWordings } from './people-errors.ts';
import { registryWordings } from './registry-errors.ts';
import { ruleWordings } from './rule-errors.ts';
import { unitWordings } from './unit-errors.ts';

/** The one catalogue of errors: each code, and its sentence in both languages. The status of each code stands in api/http-errors.ts alone. */
export const errorWordings = {
  ...commonWordings,
  ...censusWordings,
  ...registryWordings,
  ...importWordings,
  ...peopleWordings,
  ...ruleWordings,
  ...ownershipWordings,
  ...unitWordings,
} as const;

export type ErrorCode = keyof typeof errorWordings;
export type { Language };

const dayIn = {
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }),
};
const between = { zh: ' ', en: ', ' };

/** A date, or a time on the city's wall, as its reader writes it: 2026年11月27日 16:20; Nov 27, 2026, 16:20. What is neither stays as it is. */
const withDay = (value: unknown, language: Language): unknown => {
  const [, date = '', time] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (!isDay(date)) return value;
  // Neither is parted at a line's end.
  const day = dayIn[language].format(new Date(date)).replaceAll(' ', '\u00a0');
  return time === undefined ? day : `${day}${between[language]}${time}`;
};

/** The params that tell a day. Another may quote what somebody wrote, which is given back to them letter for letter, whatever it looks like. */
const daysAmong = ['at', 'day'];

/** Params that are several names in a row, as the file or the city writes them: they are kept as a Chinese sentence lists them. */
const listsAmong = ['likely', 'found', 'known', 'columns', 'cells'];

/** The sentence of a code with its params filled in, its days as the language writes them; see fillWording. */
export const wordError = (code: ErrorCode, language: Language, params: Readonly<Record<string, unknown>> = {}): string =>
  fillWording(errorWordings[code], language, {
    ...params,
    ...Object.fromEntries(daysAmong.filter((name) => name in params).map((name) => [name, withDay(params[name], language)])),
    ...Object.fromEntries(listsAmong.filter((name) => language === 'en' && name in params).map((name) => [name, String(params[name]).replaceAll('、', ', ')])),
  });
