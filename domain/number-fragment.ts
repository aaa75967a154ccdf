import { checkCharacter } from './asset-id.ts';

/** Numbers from `from` to `to`, both of them included, in the order of text. */
export interface NumberRange {
  readonly from: string;
  readonly to: string;
  /** How many numbers it can hold. */
  readonly most: number;
}

/** The ten digits that numbers begin with (county and class), and the highest serial among them. */
export interface NumberPrefix {
  readonly prefix: string;
  readonly lastSerial: number;
}

const [prefixLength, serialLength, idLength] = [10, 6, 17];

/** Serials that hold `known` after `lead` unknown digits, one range for each way to begin. */
const rangesOf = ({ prefix, lastSerial }: NumberPrefix, lead: number, known: string, check: string): NumberRange[] => {
  const rest = serialLength - lead - known.length;
  const step = 10 ** (serialLength - lead);
  const begins = Math.min(10 ** lead, Math.floor(lastSerial / step) + 1);
  return Array.from({ length: begins }, (_, i) => prefix + (lead === 0 ? '' : String(i).padStart(lead, '0')) + known).flatMap((begin): NumberRange[] => {
    const from = begin + '0'.repeat(rest);
    const first = Number(from.slice(prefixLength));
    if (first > lastSerial || (check !== '' && checkCharacter(from) !== check)) return [];
    return [{ from: from + (check || '0'), to: begin + '9'.repeat(rest) + (check || 'X'), most: Math.min(10 ** rest, lastSerial - first + 1) }];
  });
};

const atOffset = (fragment: string, offset: number, prefixes: readonly NumberPrefix[]): NumberRange[] => {
  const inPrefix = fragment.slice(0, Math.max(0, prefixLength - offset));
  const after = fragment.slice(inPrefix.length);
  const lead = Math.max(0, Math.min(serialLength, offset - prefixLength));
  const known = after.slice(0, serialLength - lead);
  const fitting = prefixes.filter(({ prefix }) => prefix.startsWith(inPrefix, offset));
  return fitting.flatMap((prefix) => rangesOf(prefix, lead, known, after.slice(serialLength - lead)));
};

/**
 * Where the numbers lie that hold a fragment, wherever in them it stands: a half-read plate. The serial is what tells numbers apart,
 * and no serial is above the last one given, so what is unknown before it can be tried through.
 * @param fragment 1 to 17 digits, an X at the end at most
 * @returns in no order; ranges of different offsets may overlap
 */
export const rangesOfFragment = (fragment: string, prefixes: readonly NumberPrefix[]): NumberRange[] =>
  Array.from({ length: idLength - fragment.length + 1 }, (_, offset) => offset)
    .filter((offset) => !fragment.endsWith('X') || offset + fragment.length === idLength)
    .flatMap((offset) => atOffset(fragment, offset, prefixes));
