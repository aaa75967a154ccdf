/** Both widths of a keyboard's marks are one unit long: places in the text stay as they are. */
const inPlainWidth = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

const between = String.raw`(?:[^\S\r\n]|[\p{Cf}\p{Pd}.·•_()]){1,3}`;
const figures = new RegExp(String.raw`\d+(?:${between}\d+)*(?:(?:${between})?[Xx](?!\d))?`, 'gu');
const mail = /[\w.%+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+/gi;

const mobile = /^(?:(?:00)?86)?1[3-9]\d{9}$/;
const landline = /^(?:0|(?:00)?860?)21[2-9]\d{7}$/;
/** Six of a place, the day of birth, three of a series, a check character. A well's number has 17, and where the year stands its class. */
const identity = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i;
const [mostGroups, abroad, local] = [18, { least: 8, most: 15 }, { least: 7, most: 8 }];
const saysTelephone = /(?:电话|座机|固话|tel|telephone|phone)(?:号码|号|是|为|number|no|is|[\s:.#()])*$/i;

/** As people part a number that is dictated: in runs of three and more, or figure by figure; the country and Shanghai's 21 apart. A date, a plate or rooms are parted otherwise. */
const isPartedLikeOne = (groups: readonly string[]): boolean => {
  const own = groups.filter((group, at) => at > 1 || !/^(?:(?:00)?86|0?21)$/.test(group));
  return own.every(({ length }) => length >= 3) || groups.every(({ length }) => length === 1);
};

const isPersonal = (groups: readonly string[]): boolean => {
  const joined = groups.join('');
  return identity.test(joined) || (isPartedLikeOne(groups) && (mobile.test(joined) || landline.test(joined)));
};

/** What only what stands before it tells to be a telephone: a plus, or the word. A plus behind a figure is a place along a road: K12+350. */
const isLedTo = (groups: readonly string[], before: string): boolean => {
  const { length } = groups.join('');
  const within = ({ least, most }: { least: number; most: number }) => length >= least && length <= most;
  return /(?<!\d)\+$/.test(before) ? within(abroad) : saysTelephone.test(before) && within(local) && isPartedLikeOne(groups);
};

/** Of figures the first three and the last two; of fewer than eight nothing. */
export const maskFigures = (all: string): string => {
  const [head, tail] = all.length < 8 ? [0, 0] : [3, 2];
  return `${all.slice(0, head)}${'*'.repeat(all.length - head - tail)}${all.slice(all.length - tail)}`;
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many groups make a number, the most that do; 0: none. */
const sizeOf = (groups: readonly string[], before: string): number => {
  const sizes = Array.from({ length: Math.min(groups.length, mostGroups) }, (_, i) => i + 1).reverse();
  const is = (holds: (taken: readonly string[]) => boolean) => sizes.find((size) => holds(groups.slice(0, size)));
  return is(isPersonal) ?? is((taken) => isLedTo(taken, before)) ?? 0;
};

/** The telephone and identity numbers among figures that only marks part. */
const numbersIn = (run: string, at: number, text: string): Span[] => {
  const groups = [...run.matchAll(/\d+|X/gi)].map(({ 0: word, index }) => ({ word, from: at + index, to: at + index + word.length }));
  const found: Span[] = [];
  for (let first = 0; first < groups.length; ) {
    const rest = groups.slice(first);
    const from = rest[0]?.from ?? at;
    const size = sizeOf(
      rest.map(({ word }) => word),
      text.slice(Math.max(0, from - 24), from),
    );
    const last = rest[size - 1];
    if (last) found.push({ from, to: last.to });
    first += Math.max(size, 1);
  }
  return found;
};

const maskSpan = (text: string, { from, to }: Span): string => {
  const said = text.slice(from, to);
  const hidden = [...maskFigures(said.replace(/[^\dX０-９Ｘ]/gi, ''))];
  return text.slice(0, from) + said.replace(/[\dX０-９Ｘ]/gi, () => hidden.shift() ?? '*') + text.slice(to);
};

/**
 * A caller's own words as whoever may not know the caller reads them: telephone numbers (mobile ones, Shanghai's landlines, what begins with + or
 * follows the word), numbers of identity cards and mail addresses are hidden but for their ends. The numbers of wells and orders, houses and days stay.
 */
export const maskPersonal = (words: string): string => {
  const text = inPlainWidth(words);
  const numbers = [...text.matchAll(figures)].flatMap(({ 0: run, index }) => numbersIn(run, index, text));
  const mails = [...text.matchAll(mail)].map(({ 0: address, index }) => ({ index, length: address.indexOf('@') }));
  const masked = numbers.reduce(maskSpan, words);
  return mails.reduce((all, { index, length }) => {
    const shown = length > 1 ? 1 : 0;
    return `${all.slice(0, index + shown)}${'*'.repeat(length - shown)}${all.slice(index + length)}`;
  }, masked);
};
