declare global {
  interface JSON {
    /** Stands for a number's own figures, and is written out as them. */
    rawJSON(figures: string): object;
    parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  }
}

/** A number of sixteen figures or more before its point, or one with an exponent. */
const longFigures = /[:[,]\s*-?(?:\d{16}|[\d.]+[eE])/;

/**
 * The text of a feature as it stands there: a number beyond 2^53, of which a double keeps less than its figures say (a plate of seventeen
 * digits), is its figures and is written as them; every other is a number.
 */
export const parseFeature = (text: string): unknown => {
  if (!longFigures.test(text)) return JSON.parse(text);
  const isExact = (value: number) => Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return JSON.parse(text, (_key, value, { source }) => (typeof value === 'number' && source !== undefined && !isExact(value) ? JSON.rawJSON(source) : value));
};
