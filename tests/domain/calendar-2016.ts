import type { Calendar } from '#domain/working-days.ts';

// A small table of the State Council's days, enough for these tests; other days of 2016 and 2026 are Monday to Friday.
const rest: Readonly<Record<string, string>> = Object.fromEntries([
  ...['2016-10-01', '2016-10-02', '2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07'].map((d) => [d, '国庆节']),
  ...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'].map((d) => [d, '国庆节']),
]);
const makeUp = new Set(['2016-10-08', '2016-10-09', '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);

export const calendar: Calendar = {
  kindOfDay: (date) => {
    if (!/^(2016|2026)-/.test(date)) return 'unknown';
    if (makeUp.has(date)) return 'make-up';
    if (rest[date]) return 'rest';
    return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? 'rest' : 'working';
  },
  holidayName: (date) => rest[date] ?? null,
};
