import type { Connection } from '../../sql.ts';
import { listRoadsInEnglish, listRoadsNamed } from '../places/addresses.ts';

/** What an address says. */
export interface SaidAddress {
  /** Folded: no spaces, full-width letters plain, English road names in Chinese. */
  readonly text: string;
  /** The same with its spaces. */
  readonly spaced: string;
  readonly road: string | null;
  /** A second road: they cross. */
  readonly crossing: string | null;
  /** All roads that are named, as they come; and the text with a mark instead of their names. */
  readonly roads: readonly string[];
  readonly beside: string;
  readonly district: string | null;
  /** What follows the road's name: '1175弄2号'. */
  readonly rest: string;
}

const longestRoadName = 12;
const mostEnglishWords = 5;
const fold = (address: string) => address.replace(/\s+/g, '').slice(0, 100);

/** Every run of 2 to 12 characters of an address. */
export const piecesOf = (address: string): string[] => {
  const letters = [...address];
  return [...new Set(letters.flatMap((_, i) => Array.from({ length: longestRoadName - 1 }, (__, n) => letters.slice(i, i + n + 2).join(''))))];
};

const englishPieces = (address: string): string[] => {
  const said = address
    .toLowerCase()
    .split(/[\s,;&/]+/)
    .filter(Boolean)
    .slice(0, 20);
  return [...new Set(said.flatMap((_, i) => Array.from({ length: mostEnglishWords - 1 }, (__, n) => said.slice(i, i + n + 2).join(' '))))];
};

/** English road names become Chinese ones, the number that stands before such a one goes behind it: '1175 Xietu Road'. */
const inChinese = async (connection: Connection, address: string): Promise<string> => {
  if (!/[a-z]{2}/i.test(address)) return address;
  let said = ` ${address.toLowerCase().replace(/[\s,;&/]+/g, ' ')} `;
  for (const { name, nameEn } of await listRoadsInEnglish(connection, englishPieces(address))) {
    const at = said.indexOf(` ${nameEn} `);
    if (at < 0) continue;
    const number = /(?:^| )(?:no\.? ?)?(\d{1,6}) *$/.exec(said.slice(0, at));
    const before = number ? said.slice(0, number.index) : said.slice(0, at);
    said = `${before} ${name}${number ? `${number[1]}号` : ''} ${said.slice(at + nameEn.length + 2)} `;
  }
  return said.replace(/ (and|at|corner|crossing|of) /g, ' ');
};

const mark = '|';

/** The roads of a text as they come, of names within longer names the longer only, and the text without them. */
const apart = (text: string, named: readonly { readonly name: string }[]): { roads: string[]; beside: string } => {
  let beside = text;
  const found: { name: string; at: number }[] = [];
  for (const { name } of named) {
    if (found.some((one) => one.name === name) || !beside.includes(name)) continue;
    found.push({ name, at: text.indexOf(name) });
    beside = beside.replaceAll(name, mark);
  }
  return { roads: found.toSorted((a, b) => a.at - b.at).map(({ name }) => name), beside };
};

/** What is no road that the registry holds may still be called one: 浦西路 is no direction. */
const unnamed = (said: string): string => said.slice(0, 200).replace(/\p{Script=Han}{1,5}[路街道弄]/gu, mark);

/** Takes an address apart: the road that its number follows or whose name is longest, the others, the district it names, and what follows the road. */
export const readAddress = async (connection: Connection, said: string): Promise<SaidAddress> => {
  const spaced = await inChinese(connection, said.normalize('NFKC'));
  const text = fold(spaced);
  const named = await listRoadsNamed(connection, piecesOf(text));
  const { roads, beside } = apart(text, named);
  const longest = named[0]?.name ?? null;
  if (longest === null) return { text, spaced, road: null, crossing: null, roads, beside: unnamed(said), district: null, rest: '' };
  // The number belongs to the road that it follows.
  const numbered = (name: string) => /^(第|no\.?)?\d/i.test(text.slice(text.indexOf(name) + name.length));
  const road = numbered(longest) ? longest : (roads.find(numbered) ?? longest);
  const crossing = roads.find((name) => name !== road) ?? null;
  const district = named.find((r) => r.name === road && text.includes(r.district))?.district ?? null;
  const rest = text.slice(text.indexOf(road) + road.length).replace(/^(第|no\.?|[,，:：])/i, '');
  return { text, spaced, road, crossing, roads, beside: /[a-z]{2}/i.test(said) ? unnamed(said) : beside, district, rest };
};
