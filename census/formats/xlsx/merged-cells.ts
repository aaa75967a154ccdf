import type { Readable } from 'node:stream';

const mark = Buffer.from('mergeCell ');
const tag = /<(?:\w{1,40}:)?mergeCell\s[^<>]{0,120}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/g;
/** More than this many need not be named. */
const enough = 1000;
const longestTag = 200;

/** Merged ranges of a sheet, as 'A1:C1'. They stand behind all rows, so the sheet is unpacked once for them alone. */
export const mergedCells = async (sheet: Readable): Promise<string[]> => {
  const found = new Set<string>();
  let before: Buffer = Buffer.alloc(0);
  for await (const piece of sheet as AsyncIterable<Buffer>) {
    const joined: Buffer = Buffer.concat([before, piece]);
    // Text cannot hold a "<" of its own, so that what looks like the tag is one.
    if (joined.includes(mark)) for (const [, range = ''] of joined.toString('latin1').matchAll(tag)) found.add(range);
    if (found.size > enough) break;
    before = joined.subarray(-longestTag);
  }
  return [...found];
};

/** The rows that a range covers. */
export const rowsOfRange = (range: string): readonly [number, number] => {
  const [first = 0, last = 0] = [...range.matchAll(/\d+/g)].map((match) => Number(match[0]));
  return [first, last];
};
