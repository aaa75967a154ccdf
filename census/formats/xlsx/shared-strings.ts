import { CensusError } from '../../census-error.ts';
import type { Zip } from '../zip.ts';
import { xmlParser } from './xml.ts';

const slab = 1 << 22;
/** Twice what Excel lets stand in a cell. What is longer is cut, and its row refused. */
export const longestText = 1 << 16;
/** All strings of a workbook stand in memory: a million rows of ten long texts each stay below. */
const mostBytes = 512 << 20;
const mostStrings = 1 << 24;

/** More strings than memory is kept for. */
export class StringsTooMany extends Error {}

/** Many strings in few large buffers: a workbook of a million rows has millions, and as strings they would cost four times as much. */
export class StringStore {
  private readonly slabs: Buffer[] = [];
  private used = slab;
  private places = new Float64Array(1024);
  count = 0;
  private bytes = 0;
  private readonly limits: { readonly bytes: number; readonly strings: number };

  constructor(limits = { bytes: mostBytes, strings: mostStrings }) {
    this.limits = limits;
  }

  /** @throws StringsTooMany */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.bytes += length;
    if (this.bytes > this.limits.bytes || this.count >= this.limits.strings) throw new StringsTooMany();
    if (this.slabs.length === 0 || this.used + length > slab) {
      this.slabs.push(Buffer.allocUnsafe(Math.max(slab, length)));
      this.used = 0;
    }
    const at = this.slabs.length - 1;
    (this.slabs[at] as Buffer).write(text, this.used, 'utf8');
    if (2 * this.count + 2 > this.places.length) {
      const bigger = new Float64Array(this.places.length * 2);
      bigger.set(this.places);
      this.places = bigger;
    }
    this.places[2 * this.count] = at * slab + (length > slab ? 0 : this.used);
    this.places[2 * this.count + 1] = length;
    this.count++;
    this.used += length;
  }

  get(index: number): string | null {
    if (!(index >= 0 && index < this.count)) return null;
    const place = this.places[2 * index] as number;
    const start = place % slab;
    return (this.slabs[Math.floor(place / slab)] as Buffer).toString('utf8', start, start + (this.places[2 * index + 1] as number));
  }
}

/** The text of a cell with what comes to it; of what is too long a beginning is kept that shows it. */
export const added = (text: string, piece: string): string => (text.length > longestText ? text : text + piece.slice(0, longestText + 1 - text.length));

/** A cell's text may hold characters as _x000A_. */
export const unescapeCell = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/**
 * The strings that cells name by number; what is written above Chinese characters to pronounce them is left out.
 * @throws CensusError census-zip-bomb when they are more than memory is kept for
 */
export const readSharedStrings = async (zip: Zip, part: string | null, store = new StringStore()): Promise<StringStore> => {
  if (part === null) return store;
  let [text, inText, inPhonetic] = ['', false, false];
  const parser = xmlParser({
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    text: (piece) => {
      if (inText) text = added(text, piece);
    },
    close: (name) => {
      if (name === 'si') store.add(unescapeCell(text));
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 't') inText = false;
    },
  });
  const stream = (await zip.stream(part)).setEncoding('utf8');
  try {
    for await (const piece of stream) parser.write(piece);
  } catch (error) {
    throw error instanceof StringsTooMany ? new CensusError('census-zip-bomb', { file: zip.name, part, limit: `${mostBytes >> 20} MB` }) : error;
  }
  parser.end();
  return store;
};
