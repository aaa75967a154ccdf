import { addressWords } from './address-words.ts';
import type { FoundPlace } from './contract/place-search.ts';

// A number that counts something is no house: 50 metres, ten minutes, a bus line. Bounded in digits and blanks: a text of them alone is read in its length.
const counted =
  /(?<!\d)\d{1,9}(?:\.\d{1,9})? ?[多几来]? ?(?:米|公里|厘米|公分|分钟|小时|点|时|个|只|块|辆|人|次|天|年|月|日|岁|元|路车|路公交|号线|(?:k|c|m)?m\b|min(?:ute)?s?\b|hours?\b|met(?:re|er)s?\b|o.clock\b)/giu;
// G312 is a road's whole name.
const named = /[路街道弄巷]|\b[gsxy]\d{2,4}\b|\b(?:road|rd|street|st|lane|avenue|ave|highway)\b/iu;
/** As much as a search for a place takes. */
const most = 80;
/** Twice what a report holds: nobody waits for what stands beyond. */
const mostHeard = 4000;

const folded = (said: string, blank: '' | ' '): string =>
  said
    .slice(0, mostHeard)
    .normalize('NFKC')
    .slice(0, mostHeard) // one character may become eighteen
    .replace(/[^\S\n]+/g, blank)
    .replace(/\s*\n\s*/g, blank && '\n');

/** What of a caller's words may name a place, to be searched for; null where nothing sounds like an address. */
export const placeWords = (said: string): string | null => {
  const clauses = folded(said, ' ')
    .replace(counted, ' ')
    .split(/[。！？!?;\n]+/)
    .filter((clause) => named.test(clause));
  const words = clauses.join(' ').replace(/\s+/g, ' ').trim();
  return words === '' ? null : words.slice(0, most);
};

const compass = '东南|东北|西南|西北|东|西|南|北';
const beside = new RegExp(
  `^(?:门口|楼下)?的?(对面|(?:${compass})(?:侧|面|边|首|角)|(?:往|向|朝)(?:${compass})(?:面|边|侧|方向)?(?:走)?(?:大?约|大概|差不多)?(?:[\\d一二两三四五六七八九十百]{1,5}(?:米|公尺))?)`,
);

/** The side of the place that is said just behind it: 对面, 东侧, 往东50米. */
const sideOf = (behind: string): string => beside.exec(behind)?.[1] ?? '';

const isJoined = (one: string, other: string): boolean => /[\da-z]/i.test(one) && /[\da-z]/i.test(other);

interface Heard {
  /** Without blanks. */
  readonly text: string;
  /** The same, as long, with commas where something is counted: those digits are no house. */
  readonly uncounted: string;
  /** The numbers that were said and count nothing, as they stand alone between blanks. */
  readonly numbers: ReadonlySet<string>;
}

const hear = (said: string): Heard => {
  const spaced = folded(said, ' ');
  const masked = spaced.replace(counted, (count) => count.replace(/\S/g, ','));
  return { text: spaced.replace(/\s+/g, ''), uncounted: masked.replace(/\s+/g, ''), numbers: new Set(masked.match(/\d+/g)) };
};

/** Where a name stands in a text, one after the other; 1号路 does not stand in 11号路. */
const placesOf = (text: string, name: string): number[] => {
  const found: number[] = [];
  if (name === '') return found;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!isJoined(text.charAt(at - 1), name.charAt(0))) found.push(at);
  }
  return found;
};

/** A road and its house: the name runs up to the number, and may hold digits itself (1号路12号, 312国道100号). */
const numbered = /^(.*?[^\d号a-z])(\d[\d号弄支之-]*)$/i;
/** Behind a road's name no more is read than a house and its side take. */
const mostBehind = 40;

const houseIn = ({ text, uncounted }: Heard, road: string): string | null => {
  for (const at of placesOf(text, road)) {
    const behind = at + road.length;
    const { house } = addressWords(`${road}${uncounted.slice(behind, behind + mostBehind)}`, { road, crossing: null, places: [] });
    if (house !== null) return `${road}${house}${sideOf(text.slice(uncounted.indexOf(house, behind) + house.length, behind + mostBehind))}`;
  }
  return null;
};

/**
 * What was said in English is told as the place is called, if it is that house: a search tells its neighbour where nobody knows the number, and of a lane
 * any door.
 */
const isNumberSaid = (numbers: ReadonlySet<string>, number: string): boolean => (number.match(/\d+/g) ?? []).every((part) => numbers.has(part));

const houseAddress = (heard: Heard, zh: string): string | null => {
  const [, road, number = ''] = numbered.exec(zh) ?? [];
  // Of a name that ends in digits (G312) nobody can say where its number begins.
  if (road === undefined) return heard.text.includes(zh) || !/\d/.test(zh) ? zh : null;
  return houseIn(heard, road) ?? (isNumberSaid(heard.numbers, number) ? zh : null);
};

const crossingAddress = (text: string, zh: string): string => {
  const [one = '', other = ''] = zh.split('/');
  const from = text.slice(Math.max(0, placesOf(text, one).at(-1) ?? 0));
  const last = from.includes(other) ? other : one;
  const at = placesOf(text, last).at(-1);
  const behind = at === undefined ? '' : text.slice(at + last.length).replace(/^(?:的?(?:交叉口|十字路口|路口|交界处?|转角)|口)/, ''); // of 大木桥路口 the 路 is the name's own
  return `${zh}路口${sideOf(behind)}`;
};

/**
 * The address in a caller's words, as it was said, once a search found a house or a crossing in them; a name that was said in English is told as the place is
 * called. null where nothing so exact was found: a road alone is no place yet.
 */
export const heardAddress = (said: string, { kind, name: { zh } }: Pick<FoundPlace, 'kind' | 'name'>): string | null => {
  if (zh === '' || (kind !== 'house' && kind !== 'crossing')) return null;
  const heard = hear(said);
  return kind === 'house' ? houseAddress(heard, zh) : crossingAddress(heard.text, zh);
};

const latin = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{2,}/g) ?? [];
/** Said short, long or not at all: Dacheng Rd is Dacheng Road. */
const kindsOfRoad = new Set(['road', 'rd', 'street', 'st', 'avenue', 'ave', 'lane', 'ln', 'highway', 'no']);

/** The words without which nobody names a road in English; of Road No. 1 nothing else is left than what it is. */
const ownWords = (en: string): readonly string[] => {
  const all = latin(en);
  const own = all.filter((word) => !kindsOfRoad.has(word));
  return own.length > 0 ? own : all;
};

/** Whether words still name a road of a place that was found in what was said before them, in either language. */
export const isStillSaid = (said: string, { name: { zh, en } }: Pick<FoundPlace, 'name'>): boolean => {
  const text = folded(said, '');
  const roads = zh.split('/').map((part) => numbered.exec(part)?.[1] ?? part);
  const words = new Set(latin(folded(said, ' ')));
  const inEnglish = en.split('/').map(ownWords);
  return roads.some((road) => placesOf(text, road).length > 0) || inEnglish.some((own) => own.length > 0 && own.every((word) => words.has(word)));
};
