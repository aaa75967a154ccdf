import { parsePlate } from '#domain/asset-id.ts';

/** As many as one person answers for in one go. */
export const mostWells = 1000;

/** The numbers that stand in a text, a list or a table, each once, in their order; what looks like one and is mistyped is among them, to be told of. */
export const platesIn = (text: string): string[] => [
  ...new Set(
    (text.normalize('NFKC').match(/(?<![0-9A-Za-z])\d{6}[ -]?\d{4}[ -]?\d{6}[0-9Xx](?![0-9A-Za-z])/g) ?? []).map((one) => {
      const read = parsePlate(one);
      return read.ok ? read.value : one.replace(/[ -]/g, '').toUpperCase();
    }),
  ),
];
