import { addressWords } from './address-words.ts';
import type { FoundPlace } from './contract/place-search.ts';

// A number that counts something is no house: 50 metres, ten minutes, a bus line.
const counted =
  /\d+(?:\.\d+)?\s*(?:多|几|来)?\s*(?:米|公里|厘米|公分|分钟|小时|点|时|个|只|块|辆|人|次|天|年|月|日|岁|元|路车|路公交|号线|(?:k|c|m)?m\b|min(?:ute)?s?\b|hours?\b|met(?:re|er)s?\b|o.clock\b)/giu;
const named = /[路街道弄巷]|\b(?:road|rd|street|st|lane|avenue|ave|highway)\b/iu;
/** As much as a search for a place takes. */
const most = 80;

/** What of a caller's words may name a place, to be searched for; null where nothing sounds like an address. */
export const placeWords = (said: string): string | null => {
  const clauses = said
    .normalize('NFKC')
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

/** Each part of a text that begins with a name. */
const partsFrom = (text: string, name: string): string[] => {
  const at = text.indexOf(name);
  return at < 0 ? [] : [text.slice(at), ...partsFrom(text.slice(at + name.length), name)];
};

/**
 * The address in a caller's words, as it was said, once a search found a house or a crossing in them; a name that was said in English is told as the place is
 * called. null where nothing so exact was found: a road alone is no place yet.
 */
export const heardAddress = (said: string, { kind, name: { zh } }: Pick<FoundPlace, 'kind' | 'name'>): string | null => {
  if (kind !== 'house' && kind !== 'crossing') return null;
  const folded = said.normalize('NFKC').replace(/\s+/g, '');
  if (kind === 'crossing') {
    const [one = '', other = ''] = zh.split('/');
    const last = partsFrom(folded, one).at(-1)?.includes(other) ? other : one;
    const behind = (partsFrom(folded, last).at(-1) ?? last).slice(last.length).replace(/^(?:的?(?:交叉口|十字路口|路口|交界处?|转角))/, '');
    return `${zh}路口${sideOf(behind)}`;
  }
  const road = zh.replace(/\d.*$/, '');
  for (const part of partsFrom(folded, road)) {
    const { house } = addressWords(part, { road, crossing: null, places: [] });
    if (house !== null) return `${road}${house}${sideOf(part.slice(part.indexOf(house) + house.length))}`;
  }
  return zh;
};
