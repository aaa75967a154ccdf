import { dayAfter, isDay } from './local-time.ts';
import type { Rejection } from './rejection.ts';

export type Bucket = 'day' | 'week' | 'month';
export interface Span {
  readonly bucket: Bucket;
  /** First and last day of each part, without gaps; the first and the last part may be cut. */
  readonly parts: readonly { readonly from: string; readonly to: string }[];
}

const dayMs = 86_400_000;
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const daysIn = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / dayMs) + 1;

/** A day that orders may be of: neither clocks nor the database reach far beyond these centuries. */
export const isDayOfOrders = (day: string): boolean => day >= '1900-01-01' && day <= '2200-12-31' && isDay(day);

/** Bars that can still be told apart and tapped: days up to two months, weeks up to half a year, else months. */
const bucketFor = (days: number): Bucket => (days <= 62 ? 'day' : days <= 190 ? 'week' : 'month');

/** Weeks begin on Monday. */
const isStart = (day: string, bucket: Bucket): boolean => bucket === 'day' || (bucket === 'week' ? new Date(utc(day)).getUTCDay() === 1 : day.endsWith('-01'));

/** Cuts days into the parts of a line of time. @param most days that may be asked for at once */
export const cutSpan = (from: string, to: string, most: number): { ok: true; value: Span } | { ok: false; rejection: Rejection } => {
  const wrong = (field: string, whyZh: string, whyEn: string) => ({
    ok: false as const,
    rejection: { code: 'query-invalid' as const, field, params: { field, whyZh, whyEn } },
  });
  for (const [field, day] of Object.entries({ from, to })) if (!isDayOfOrders(day)) return wrong(field, '没有这一天。', 'there is no such day.');
  const days = daysIn(from, to);
  if (days < 1) return wrong('to', '结束的一天在开始之前。', 'it lies before the first day.');
  if (days > most) return wrong('to', `一次最多看 ${most} 天。`, `at most ${most} days at once.`);
  const bucket = bucketFor(days);
  const parts: { from: string; to: string }[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) {
    const last = parts.at(-1);
    if (last === undefined || isStart(day, bucket)) parts.push({ from: day, to: day });
    else last.to = day;
  }
  return { ok: true, value: { bucket, parts } };
};
