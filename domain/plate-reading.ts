import { clean, isAssetId } from './asset-id.ts';

const fewestRead = 4;

/**
 * What could be read of a plate, when it is no whole number or its check character tells of a slip: digits, an X, and ? for each character that
 * could not be read. null: fewer than four characters, or more than any slip makes of a number.
 */
export const readFragment = (input: string): string | null => {
  const read = clean(input.replace(/[*＊]/g, '?'));
  const known = read.replaceAll('?', '').length;
  return /^[0-9X?]{4,19}$/.test(read) && known >= fewestRead && !isAssetId(read) ? read : null;
};
