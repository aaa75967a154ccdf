import { CensusError } from '../../census-error.ts';
import type { Zip } from '../zip.ts';
import { parseXml } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
}

export interface Workbook {
  /** Those that a person sees. */
  readonly sheets: readonly Sheet[];
  readonly sharedStrings: string | null;
  /** Days begin in 1904 instead of 1900. */
  readonly from1904: boolean;
  /** For each cell style, whether its number is a day or a moment. */
  readonly dateStyles: readonly boolean[];
}

const partLimit = 32 * 2 ** 20;

const readText = async (zip: Zip, part: string): Promise<string | null> => (zip.parts.has(part) ? (await zip.read(part, partLimit)).toString('utf8') : null);

const resolve = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);

/** Whether a number format shows a date: built in, or its pattern holds a letter of one outside quotes and brackets. */
const isDateFormat = (id: number, pattern: string | undefined): boolean => {
  if (pattern === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return /[ymdhs年月日]/i.test(pattern.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
};

const readStyles = (text: string | null): boolean[] => {
  const patterns = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  if (text === null) return styles;
  parseXml(text, {
    open: (name, attributes) => {
      if (name === 'numFmt') patterns.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      styles.push(isDateFormat(id, patterns.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
};

const readRelations = (text: string): { targets: Map<string, string>; sharedStrings: string | null } => {
  const targets = new Map<string, string>();
  let sharedStrings: string | null = null;
  parseXml(text, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const target = resolve(attributes['Target'] ?? '');
      targets.set(attributes['Id'] ?? '', target);
      if (attributes['Type']?.endsWith('/sharedStrings')) sharedStrings = target;
    },
  });
  return { targets, sharedStrings };
};

/** What a workbook holds. @throws CensusError when it is no workbook */
export const readWorkbook = async (zip: Zip): Promise<Workbook> => {
  const text = await readText(zip, 'xl/workbook.xml');
  const relations = await readText(zip, 'xl/_rels/workbook.xml.rels');
  if (text === null || relations === null) throw new CensusError('census-format-unknown', { file: zip.name });
  const { targets, sharedStrings } = readRelations(relations);
  const sheets: Sheet[] = [];
  let from1904 = false;
  parseXml(text, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const part = targets.get(attributes['r:id'] ?? '') ?? '';
      if (zip.parts.has(part)) sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  const dateStyles = readStyles(await readText(zip, 'xl/styles.xml'));
  return { sheets, sharedStrings: sharedStrings !== null && zip.parts.has(sharedStrings) ? sharedStrings : null, from1904, dateStyles };
};
