/** What an address comes to for a search. */
export interface AddressWords {
  /** '1175弄2号' */
  readonly house: string | null;
  /** Whatever else was said, word by word. */
  readonly besides: readonly string[];
}

interface Named {
  readonly road: string;
  /** The road that it meets, where that place is asked for. */
  readonly crossing: string | null;
  /** District and city, where the address says them. */
  readonly places: readonly string[];
}

const houseNumber = /^[\s,，:：]*(?:第|no\.?)?\s*(\d{1,6}(?:\s*(?:弄|支弄)(?:\s*\d{1,4}号?)?|号(?:\d{1,4}号?)?|-\d{1,4}号?|之\d{1,3}号?)?)/i;
// Joined to the road or the house they say that it is near there, which a search finds anyway; with a space before they are words.
const relation = /^(交叉口|路口|附近|旁边|对面|门口|门前|旁|上|处|的)+/;
// Of a road that nobody registered it says no more than its name.
const met = /^(?:与|和|跟|近|靠近)(.+?[路街道弄])(?:与|和)?(?:路口|交叉口)?$/;
const joints = new Set(['与', '和', '跟', '近', '靠近', '路口', '交叉口', '附近', 'and', 'near', 'at', 'of', 'corner', 'crossing']);

/**
 * Takes from an address what a search asks for besides its road: the house number behind it, and every other word before and behind.
 * @param said with its spaces, English road names in Chinese
 */
export const addressWords = (said: string, { road, crossing, places }: Named): AddressWords => {
  const whole = said.includes(road) ? said : said.replace(/\s+/g, '');
  const at = whole.indexOf(road);
  const behind = whole.slice(at + road.length);
  const number = houseNumber.exec(behind);
  const left = behind.slice(number?.[0].length ?? 0).replace(relation, '');
  const before = `${whole.slice(0, at)} ${left}`;
  const rest = crossing === null ? before : before.replaceAll(crossing, ' ');
  // A unit may bear its city's name: only what says nothing besides is left out.
  const isPlace = (word: string) => places.reduce((more, name) => more.replace(name, ''), word) === '';
  const besides = rest
    .split(/[\s,，、;；:：&/]+/)
    .map((word) => word.replace(met, '$1'))
    .filter((word) => !isPlace(word) && !joints.has(word.toLowerCase()));
  return { house: number?.[1]?.replace(/\s/g, '') ?? null, besides: [...new Set(besides)] };
};
