/** Whether a text is an instant as PostgreSQL writes it in UTC: '2026-11-23 02:00:00.123+00'. 30 February is none, and it knows no year 0. */
export const isStoredInstant = (text: string): boolean => {
  if (!/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(text)) return false;
  const second = text.slice(0, 19).replace(' ', 'T');
  const at = Date.parse(`${second}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(second);
};
