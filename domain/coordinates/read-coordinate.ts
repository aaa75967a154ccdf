/** How a coordinate stood in its cell. */
export type WrittenAs = 'decimal' | 'degrees-minutes';

export interface ReadCoordinate {
  readonly value: number;
  readonly as: WrittenAs;
  /** The half of the world that a letter or 东, 西, 南, 北 says; 'east' and 'west' tell that it is a longitude. */
  readonly side: 'east' | 'west' | 'south' | 'north' | null;
}

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;
// 121°30′15.2″, 121度30分15.2秒, 121°30.25', 121:30:15, each with E, N, 东经 … before or after.
const sexagesimal = /^(\d{1,3}(?:\.\d+(?=[°度]$))?)[°度:](?:(\d{1,2}(?:\.\d+)?)(?:['分:](?:(\d{1,2}(?:\.\d+)?)(?:["秒]|'')?)?)?)?$/;
const sides: Readonly<Record<string, ReadCoordinate['side']>> = {
  E: 'east',
  W: 'west',
  S: 'south',
  N: 'north',
  东: 'east',
  西: 'west',
  南: 'south',
  北: 'north',
};
const sideWord = '([EWSN]|[东西南北][经纬]?)';
const sideBefore = new RegExp(`^${sideWord}`);
const sideAfter = new RegExp(`${sideWord}$`);

const plain = (text: string): string =>
  text
    .replace(/[º˚⁰]/g, '°')
    .normalize('NFKC') // full-width digits and letters; ″ becomes two ′
    .toUpperCase()
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, '') // a space between two digits may be a comma or a degree sign lost: not read
    .replace(/[′‘’`´]/g, "'")
    .replace(/[“”″]/g, '"');

const degreesOf = (parts: RegExpExecArray): number | null => {
  const [degrees = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return minutes >= 60 || seconds >= 60 ? null : degrees + minutes / 60 + seconds / 3600;
};

/**
 * A coordinate as people write it: a decimal number, with full-width digits too, or degrees, minutes and seconds. Null when it is
 * none. Thousands' separators are not taken: a comma may as well be a decimal one.
 */
export const readCoordinate = (text: string): ReadCoordinate | null => {
  const read = readFigures(text);
  return read !== null && Number.isFinite(read.value) ? read : null; // 1e400 is written as a number and is none
};

const readFigures = (text: string): ReadCoordinate | null => {
  if (plainNumber.test(text)) return { value: Number(text), as: 'decimal', side: null };
  const cleaned = plain(text);
  const word = sideBefore.exec(cleaned) ?? sideAfter.exec(cleaned);
  const bare = word === null ? cleaned : cleaned.replace(word[0], '');
  const side = (word && sides[word[0].charAt(0)]) ?? null;
  const sign = side === 'west' || side === 'south' ? -1 : 1;
  if (plainNumber.test(bare)) return { value: sign * Number(bare), as: 'decimal', side };
  const parts = sexagesimal.exec(bare);
  const value = parts && degreesOf(parts);
  return value === null || value === undefined ? null : { value: sign * value, as: 'degrees-minutes', side };
};
