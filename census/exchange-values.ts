import { statusNames } from '#domain/status-names.ts';
import type { ExchangeKey } from './exchange-fields.ts';

/**
 * Words for values that come from a list: the registry's own word, then how it is written. The first is what the export writes, in Chinese for
 * all of them alike; the rest, the registry's own word among them, are met in files. Case and spaces do not count. How a place was measured, what
 * a chamber is made of, where a record or its owner comes from may also be said in words that are on no list: they stay as they are.
 */
const lists = {
  status: {
    intact: [...statusNames.intact, '0'],
    damaged: [...statusNames.damaged, '1'],
    missing: [...statusNames.missing, '2'],
    abandoned: [...statusNames.abandoned, '3'],
    removed: [...statusNames.removed, '4'],
  },
  locationKind: {
    carriageway: ['车行道', '机动车道', '非机动车道', '路面', 'carriageway'],
    footway: ['人行道', 'footway', 'sidewalk'],
    green: ['绿地', '绿化带', 'green'],
    compound: ['小区院内', '小区', '院内', '小区或院内', 'compound'],
  },
  coverShape: { round: ['圆形', '圆', 'round'], rectangular: ['矩形', '方形', '长方形', '方', 'rectangular', 'square'] },
  coverMaterial: {
    ductile_iron: ['球墨铸铁', '铸铁', 'ductile_iron', 'ductile iron'],
    grey_iron: ['灰铸铁', '灰口铸铁', 'grey_iron', 'grey iron', 'gray iron'],
    concrete: ['混凝土', '水泥', '钢筋混凝土', 'concrete'],
    composite: ['复合材料', '复合', '树脂', 'composite'],
    concrete_filled: ['填充混凝土', '混凝土填芯', 'concrete_filled', 'concrete filled'],
  },
  howMeasured: {
    rtk: ['RTK 测量', 'RTK'],
    total_station: ['全站仪', '全站仪测量', 'total_station', 'total station'],
    mobile_mapping: ['移动测量', '车载移动测量', 'mobile_mapping', 'mobile mapping'],
    handheld: ['手持设备', '手持定位', '手持定位仪', 'handheld'],
    drawing: ['图纸', '图上量取', '图纸量取', 'drawing'],
    estimated: ['估计', '目估', 'estimated'],
  },
  chamberMaterial: {
    brick: ['砖砌', '砖', 'brick'],
    concrete: ['混凝土现浇', '现浇混凝土', 'concrete'],
    precast_concrete: ['混凝土预制', '预制混凝土', 'precast_concrete', 'precast concrete'],
    plastic: ['塑料', 'plastic'],
    stone: ['石砌', 'stone'],
  },
  dataSource: {
    survey: ['普查', 'survey'],
    drawing: ['图纸', 'drawing'],
    owner: ['权属单位', 'owner'],
    order: ['工单', 'order'],
    import: ['导入', 'import'],
    registrar: ['登记员', 'registrar'],
    notice: ['无主公示', 'notice'],
    decree: ['区划或机构调整决定', 'decree'],
  },
  ownerEvidence: {
    none: ['没有', 'none'],
    survey: ['普查', 'survey'],
    claim: ['单位认领', 'claim'],
    order: ['工单处置', 'order'],
    import: ['导入', 'import'],
    lettering: ['盖面字样', 'lettering'],
    neighbour: ['相邻推断', 'neighbour'],
    unknown: ['不明', 'unknown'],
    drawing: ['图纸', 'drawing'],
    decision: ['裁定', 'decision'],
    denied: ['单位否认', 'denied'],
    accepted: ['实际处置', 'accepted'],
  },
} as const satisfies Partial<Record<ExchangeKey, Readonly<Record<string, readonly [string, ...string[]]>>>>;

export type ListedKey = keyof typeof lists;
export const listedKeys = Object.keys(lists) as ListedKey[];

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const waysOf = (words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([code, ways]) => ways.map((way): [string, string] => [plain(way), code])));
const known = Object.fromEntries(listedKeys.map((key) => [key, waysOf(lists[key])])) as Readonly<Record<ListedKey, ReadonlyMap<string, string>>>;

/** The registry's own word for what a file says, or null when the list does not know it. */
export const readListed = (key: ListedKey, text: string): string | null => known[key].get(plain(text)) ?? null;

/** Every way of writing a value of a list, and what it means: for a table in SQL. */
export const listedWords = (key: ListedKey): ReadonlyMap<string, string> => known[key];

/** How the export writes the registry's own word. */
export const writeListed = (key: ListedKey, code: string): string => {
  const ways: Readonly<Record<string, readonly string[]>> = lists[key];
  return ways[code]?.[0] ?? code;
};

const yes = new Set(['是', '有', '1', 'true', 'yes', 'y', 't', '√']);
const no = new Set(['否', '无', '0', 'false', 'no', 'n', 'f', '×']);

/** A yes or a no as a file says it; null when it is neither. */
export const readFlag = (text: string): boolean | null => {
  const said = plain(text);
  if (yes.has(said)) return true;
  return no.has(said) ? false : null;
};

export const writeFlag = (flag: boolean): string => (flag ? '是' : '否');
