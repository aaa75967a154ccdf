import type { Language } from '#domain/contract/common-errors.ts';
import { languageTag } from './language.ts';

export interface Format {
  /** 11月24日 17:30; of another year than this with its year */
  readonly instant: (iso: string) => string;
  /** The same; midnight is the end of the day before: 11月23日 24:00, end of Nov 23 */
  readonly deadline: (iso: string) => string;
  readonly day: (iso: string) => string;
  /** 2019年3月5日, of an instant or of a plain date */
  readonly date: (iso: string) => string;
  /** 2019年3月5日 17:30 */
  readonly moment: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly number: (value: number) => string;
  /** Metres under one kilometre, else kilometres. */
  readonly distance: (metres: number) => string;
}

/** Formats in a language and in the city's time zone (IANA name; the device's when not known yet). @param now ms since 1970: a day of its year needs none said */
export const formatIn = (language: Language, timeZone?: string, now = Date.now()): Format => {
  const tag = languageTag(language);
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayOf = new Intl.DateTimeFormat(tag, { ...zone, month: language === 'zh' ? 'long' : 'short', day: 'numeric' });
  const timeOf = new Intl.DateTimeFormat(tag, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dateStyle = { year: 'numeric', month: language === 'zh' ? 'long' : 'short', day: 'numeric' } as const;
  const dateOf = new Intl.DateTimeFormat(tag, { ...zone, ...dateStyle });
  const plainDateOf = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...dateStyle });
  const numberOf = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const yearOf = new Intl.DateTimeFormat('en', { ...zone, year: 'numeric' });
  const thisYear = yearOf.format(now);
  // A month never stands on another line than its day, nor a figure on another than its 年, 月 or 日.
  const whole = (date: string) => date.replaceAll(' ', '\u00a0').replaceAll(/(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)/g, '\u2060');
  const day = (iso: string) => {
    const at = new Date(iso);
    return whole((yearOf.format(at) === thisYear ? dayOf : dateOf).format(at));
  };
  const time = (iso: string) => timeOf.format(new Date(iso));
  const between = language === 'zh' ? ' ' : ', ';
  const instant = (iso: string) => `${day(iso)}${between}${time(iso)}`;
  const endOf = (iso: string) => (language === 'zh' ? `${day(iso)} 24:00` : `end of ${day(iso)}`);
  const deadline = (iso: string) => (time(iso) === '00:00' ? endOf(new Date(Date.parse(iso) - 1).toISOString()) : instant(iso));
  return {
    instant,
    deadline,
    day,
    date: (iso) => whole((iso.length === 10 ? plainDateOf : dateOf).format(new Date(iso))),
    moment: (iso) => `${whole(dateOf.format(new Date(iso)))}${between}${time(iso)}`,
    time,
    number: (value) => numberOf.format(value).replace('-', '−'),
    distance: (metres) => {
      const [value, unit] = metres < 1000 ? [Math.round(metres), language === 'zh' ? '米' : 'm'] : [metres / 1000, language === 'zh' ? '公里' : 'km'];
      return `${numberOf.format(value)}\u00a0${unit}`; // a number never stands on another line than its unit
    },
  };
};
