import { exchangeFields } from '../../exchange-fields.ts';

/** A column of a .dbf holds 254 bytes. Longer text goes on in columns of its own; the list is fixed. */
const columnBytes = 254;
const continued = new Map<string, number>([
  [exchangeFields.note.short, 9],
  [exchangeFields.address.short, 4],
  [exchangeFields.coverLettering.short, 2],
  [exchangeFields.ownerEvidence.short, 2],
  [exchangeFields.dataSource.short, 2],
  [exchangeFields.sourceNumber.short, 2],
]);

const partName = (short: string, part: number) => `${short.slice(0, 8)}_${part}`;

/** The columns that hold one field: itself, then those for what is longer. */
export const partNames = (short: string): string[] => Array.from({ length: continued.get(short) ?? 1 }, (_, i) => (i === 0 ? short : partName(short, i + 1)));

/** Text cut into columns, never inside a character nor before a space; null when it is longer than all of them. */
export const cutText = (text: string, parts: number): string[] | null => {
  if (text.length * 3 <= columnBytes || Buffer.byteLength(text) <= columnBytes) return [text];
  const cut: string[] = [];
  let part = '';
  for (const character of text) {
    if (Buffer.byteLength(part + character) > columnBytes) {
      // Blanks at the end of a column are filling: a cut keeps its blank for the next.
      const kept = part.replace(/ +$/, '');
      cut.push(kept);
      part = part.slice(kept.length);
    }
    part += character;
  }
  cut.push(part);
  return cut.length > parts ? null : cut;
};

/** Columns of a file with the continued ones put back together. */
export const joinParts = (columns: readonly string[]): { columns: string[]; join: (values: readonly (string | null)[]) => (string | null)[] } => {
  const home = new Map(
    [...continued.keys()].flatMap((short) =>
      partNames(short)
        .slice(1)
        .map((part): [string, string] => [part, short]),
    ),
  );
  const homeOf = (column: string) => {
    const base = home.get(column);
    return base !== undefined && columns.includes(base) ? base : column;
  };
  const kept = columns.filter((column) => homeOf(column) === column);
  if (kept.length === columns.length) return { columns: kept, join: (values) => [...values] };
  const places = columns.map((column) => kept.indexOf(homeOf(column)));
  const join = (values: readonly (string | null)[]) => {
    const whole: (string | null)[] = kept.map(() => null);
    values.forEach((value, i) => {
      const place = places[i] ?? -1;
      if (value !== null) whole[place] = (whole[place] ?? '') + value;
    });
    return whole;
  };
  return { columns: kept, join };
};
