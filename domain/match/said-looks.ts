/** How the thing looks and where it stands, as the text says. */
export interface SaidLooks {
  /** A manhole cover or well was named, of whatever kind. */
  readonly well: boolean;
  readonly shape: 'round' | 'rectangular' | null;
  /** Cover materials that the words can mean. */
  readonly materials: readonly string[];
  /** What is said to stand on the cover, folded. */
  readonly lettering: string | null;
  readonly locationKinds: readonly string[];
}

const wellWords = /井盖|窨井|阴井|检查井|沙井|马葫芦|下水井|manhole|well cover|inspection cover/;
// 方 alone stands in 地方 and 方向, "square" in the names of squares: only whole expressions count.
const roundWords = /圆形|圆的|圆井|圆盖|圆圈|\bround\b|circular/;
const rectangularWords = /方形|方的|方井|方盖|长方|四方|正方|矩形|square (cover|manhole|lid|one|grate)|rectang/;
const materials: readonly [RegExp, readonly string[]][] = [
  [/铸铁|铁的|铁盖|铁井|铁制|cast iron|\biron\b|metal/, ['ductile_iron', 'grey_iron']],
  [/水泥|混凝土|石头的|concrete|cement/, ['concrete', 'concrete_filled']],
  [/复合|树脂|塑料(的|井|盖)|玻璃钢|composite|plastic (cover|lid|manhole)/, ['composite']],
];
const locations: readonly [RegExp, string][] = [
  [/车道|马路中间|路中间|路当中|行车道|carriageway|roadway|middle of the (road|street)|traffic lane/, 'carriageway'],
  [/人行道|上街沿|步道|盲道|footway|sidewalk|pavement|footpath/, 'footway'],
  [/绿化|草坪|草地|花坛|green belt|lawn|flower bed/, 'green'],
  [/小区里|小区内|弄堂里|院子里|大院|围墙里|courtyard|inside the compound/, 'compound'],
];
// 非机动车道 is a carriageway too; lettering is only what a cue introduces, any other word is heard as class or owner.
const lettering = [
  /[“"「『']([^”"」』']{1,12})[”"」』']\s*(?:字|两个字|的字样|字样)/,
  /[写印刻标]着?[“"「『']([^”"」』']{1,12})[”"」』']/,
  /[写印刻]([\p{Script=Han}]{1,4}?)(?:[一两三四]个字|字(?!迹))/u,
  /(?:写着|印着|刻着|标着|写的是|字样是|有字)[:：]?\s*[“"「『']?([\p{L}\p{N}]{1,8})/u,
  /(?:marked|reads|says|lettered|labelled)\s+[“"']?([\p{L}\p{N}]{1,16})/u,
];

/** @param text folded (see find-words.ts) */
export const saidLooks = (text: string): SaidLooks => {
  const round = roundWords.test(text);
  const rectangular = rectangularWords.test(text);
  return {
    well: wellWords.test(text),
    shape: round === rectangular ? null : round ? 'round' : 'rectangular',
    materials: materials.flatMap(([words, meant]) => (words.test(text) ? meant : [])),
    lettering: lettering.map((cue) => cue.exec(text)?.[1]?.trim() ?? null).find((found) => found !== null && found !== '') ?? null,
    locationKinds: locations.flatMap(([words, meant]) => (words.test(text) ? [meant] : [])),
  };
};
