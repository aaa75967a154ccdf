/** A value as a cell of CSV (RFC 4180): in quotes where it must be; null is an empty cell. Exact (docs/adr/0006). */
export const csvCell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
