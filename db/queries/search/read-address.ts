import type { Connection } from '../../sql.ts';
import { listRoadsInEnglish, listRoadsNamed } from '../addresses.ts';

/** What an address says. */
export interface SaidAddress {
  /** Folded: no spaces, full-width letters plain, English road names in Chinese. */
  readonly text: string;
  readonly road: string | null;
  /** A second road: they cross. */
  readonly crossing: string | null;
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

/** Takes an address apart: the longest road name in it, a second one, the district it names, and what follows the road. */
export const readAddress = async (connection: Connection, said: string): Promise<SaidAddress> => {
  const text = fold(await inChinese(connection, said.normalize('NFKC')));
  const roads = await listRoadsNamed(connection, piecesOf(text));
  const road = roads[0]?.name ?? null;
  if (road === null) return { text, road, crossing: null, district: null, rest: '' };
  const at = text.indexOf(road);
  const others = `${text.slice(0, at)}\n${text.slice(at + road.length)}`;
  const crossing = roads.find(({ name }) => name !== road && others.includes(name))?.name ?? null;
  const district = roads.find((r) => r.name === road && text.includes(r.district))?.district ?? null;
  const rest = text.slice(at + road.length).replace(/^(第|no\.?|[,，:：])/i, '');
  return { text, road, crossing, district, rest };
};
