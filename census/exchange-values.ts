import { statusNames } from '#domain/status-names.ts';
import type { ExchangeKey } from './exchange-fields.ts';

/**
 * Words for values that come from a list: the registry's own word, then how it is written. The first is what the export writes; the
 * rest are met in files. Case and spaces do not count.
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
} as const satisfies Partial<Record<ExchangeKey, Readonly<Record<string, readonly [string, ...string[]]>>>>;

export type ListedKey = keyof typeof lists;

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const waysOf = (words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([code, ways]) => ways.map((way): [string, string] => [plain(way), code])));
const known: Readonly<Record<ListedKey, ReadonlyMap<string, string>>> = {
  status: waysOf(lists.status),
  locationKind: waysOf(lists.locationKind),
  coverShape: waysOf(lists.coverShape),
  coverMaterial: waysOf(lists.coverMaterial),
};

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
