/** Metres east and north, of length one. */
export interface Direction {
  readonly east: number;
  readonly north: number;
}

/** Where beside the named place it is, as an address says: 路口东南角, 往东50米, 对面, between two roads. */
export interface SaidSpot {
  readonly toward: Direction | null;
  /** A corner is a quarter round a crossing, a side one half. */
  readonly isCorner: boolean;
  /** So many metres from the place, in that direction where one is said. */
  readonly metres: number | null;
  readonly isOpposite: boolean;
  readonly isBetween: boolean;
  /** 附近, 过去一点: less exactly there. */
  readonly isNear: boolean;
}

const half = Math.SQRT1_2;
const directions: Readonly<Record<string, Direction>> = {
  东: { east: 1, north: 0 },
  西: { east: -1, north: 0 },
  南: { east: 0, north: -1 },
  北: { east: 0, north: 1 },
  东南: { east: half, north: -half },
  东北: { east: half, north: half },
  西南: { east: -half, north: -half },
  西北: { east: -half, north: half },
};
const english: Readonly<Record<string, string>> = { east: '东', west: '西', south: '南', north: '北' };
const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** 五十, 二十几, 四五十, 一百二十, 300: a round number where it is rounded, the middle where two are said. null: none. */
export const readNumber = (said: string): number | null => {
  if (/^\d{1,4}$/.test(said)) return Number(said);
  const [, hundreds, between, tens, ten, ones, few] =
    /^(?:([一二两三四五六七八九])百)?(?:([一二两三四五六七八九])(?=[一二两三四五六七八九]十))?([一二两三四五六七八九])?(十)?([一二两三四五六七八九])?([几多来])?$/.exec(
      said,
    ) ?? [];
  if (hundreds === undefined && ten === undefined && tens === undefined && ones === undefined) return null;
  const of = (digit: string | undefined) => (digit === undefined ? 0 : (digits[digit] ?? 0));
  const counted =
    ten === undefined ? of(tens) + of(ones) : (tens === undefined ? 1 : between === undefined ? of(tens) : (of(between) + of(tens)) / 2) * 10 + of(ones);
  return of(hundreds) * 100 + counted + (few === '几' ? 5 : 0);
};

const compass = '东南|东北|西南|西北|东|西|南|北';
const chinese = {
  corner: /(东南|东北|西南|西北)(?:侧|面|边|方向)?(?:角|拐角|街角)/,
  side: new RegExp(`(${compass})(?:侧|面|边|首)`),
  way: new RegExp(
    `(?:往|向|朝|以|口|偏)(${compass})(?:面|边|侧|方向)?(?:走|去|过去)?(?:大?约|大概|差不多)?(?:([\\d一二两三四五六七八九十百]{1,5}[几多来]?)(?:米|公尺))?`,
  ),
  metres: /([\d一二两三四五六七八九十百]{1,5}[几多来]?)(?:米|公尺)/,
};
const latin = {
  corner: /\b(north|south)[- ]?(east|west)(?:ern)? corner/,
  side: /\b(?:(north|south)[- ]?)?(east|west|north|south)(?:ern)? side/,
  way: /\b(?:towards?|to|heading)(?: the)? (?:(north|south)[- ]?)?(east|west|north|south)\b/,
  after: /(?<!\d)\d{1,9} ?(?:m|metres?|meters?) (?:(north|south)[- ]?)?(east|west|north|south)\b/,
  metres: /\b(\d{1,4}) ?(?:m|metres?|meters?)\b/,
};

const inEnglish = (found: RegExpExecArray | null): Direction | null => {
  const [, one, other] = found ?? [];
  if (other === undefined) return null;
  // In Chinese east and west come first: 东南 is south-east.
  return directions[`${english[other] ?? ''}${one === undefined ? '' : (english[one] ?? '')}`] ?? null;
};

/** @param said the address, its roads' names left out: 南京东路 is no direction */
export const readSpot = (said: string): SaidSpot => {
  const text = said.normalize('NFKC').toLowerCase();
  const [corner, side, gone] = [chinese.corner, chinese.side, chinese.way].map((cue) => cue.exec(text));
  const way = gone?.[0].startsWith('口') && gone[2] === undefined ? null : gone; // 路口东20米, not 路口东方大厦
  const isCorner = Boolean(corner) || latin.corner.test(text);
  const chineseWay = directions[(corner ?? way ?? side)?.[1] ?? ''] ?? null;
  const latinWay = inEnglish(latin.corner.exec(text) ?? latin.way.exec(text) ?? latin.after.exec(text) ?? latin.side.exec(text));
  const metres = readNumber(way?.[2] ?? chinese.metres.exec(text)?.[1] ?? latin.metres.exec(text)?.[1] ?? '');
  return {
    toward: chineseWay ?? latinWay,
    isCorner,
    metres: metres === null || metres > 2000 ? null : metres,
    isOpposite: /对面|对过|对街|马路对|\bopposite\b|\bacross (from|the)\b/.test(text),
    isBetween: /之间|中间|\bbetween\b/.test(text),
    isNear: /附近|过去|往前|旁边的路|不远|那边|\bnear\b|\bnot far\b/.test(text),
  };
};
