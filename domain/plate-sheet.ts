import { accept, type Decision, reject } from './rejection.ts';

/** How a city wants its plates, all in millimetres and its own words: `settings.plates` of its folder. */
export interface PlateDesign {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Between plates; 0: one cut parts two. */
  readonly gapMm: number;
  /**
   * The lines beside the QR, largest first. `{class}`, `{owner}`, `{district}`, `{street}`, `{road}` and `{hotline}` take a well's own
   * words; a line whose word is missing is left out.
   */
  readonly lines: readonly string[];
}

export const usualPlate: PlateDesign = { widthMm: 80, heightMm: 50, gapMm: 0, lines: ['{class}', '权属 {owner}', '扫码报修 {hotline}'] };

export const paper = { widthMm: 210, heightMm: 297 } as const;
/** Printers leave some 5 mm white; crop marks and the foot's line need the rest. */
export const marginMm = 14;

/** A straight line on the sheet, millimetres from its upper left corner. */
export interface Line {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Where it is said, off the plate and to be cut away, which place a plate is for: upwards along the plate's side. */
export interface SideNote {
  /** Its beginning, lower left as it is read. */
  readonly at: readonly [number, number];
  readonly lengthMm: number;
}

export interface PlateSheet {
  readonly perSheet: number;
  /** The upper left corner of each plate, row by row. */
  readonly corners: readonly (readonly [number, number])[];
  /** One for each plate, in the margin nearer to it. */
  readonly notes: readonly SideNote[];
  /** Two short lines outside the plates at each end of each cut. */
  readonly cropMarks: readonly Line[];
}

const isSize = (value: unknown, least: number, most: number): value is number => typeof value === 'number' && value >= least && value <= most;
const isLines = (value: unknown): value is string[] => Array.isArray(value) && value.length <= 6 && value.every((line) => typeof line === 'string');

/** A city's design, its gaps filled with the usual one; `field-invalid` when a plate would not fit a sheet or a QR no plate. */
export const decidePlateDesign = (given: unknown): Decision<PlateDesign> => {
  const design = { ...usualPlate, ...(typeof given === 'object' ? given : {}) };
  const wrong = (field: string, whyZh: string, whyEn: string) => reject('field-invalid', { field: `plates/${field}`, params: { field, whyZh, whyEn } });
  if (!isSize(design.widthMm, 40, paper.widthMm - 2 * marginMm)) return wrong('widthMm', '应为 40 到 182 毫米。', 'it must be 40 to 182 mm.');
  if (!isSize(design.heightMm, 25, paper.heightMm - 2 * marginMm)) return wrong('heightMm', '应为 25 到 269 毫米。', 'it must be 25 to 269 mm.');
  if (!isSize(design.gapMm, 0, 20)) return wrong('gapMm', '应为 0 到 20 毫米。', 'it must be 0 to 20 mm.');
  return isLines(design.lines) ? accept(design) : wrong('lines', '应为最多 6 行文字。', 'it must be up to 6 lines of text.');
};

const howMany = (roomMm: number, sizeMm: number, gapMm: number) => Math.floor((roomMm + gapMm) / (sizeMm + gapMm) + 1e-9);

/** Where plates begin along one side of the sheet, the block of them in its middle. */
const startsOf = (paperMm: number, sizeMm: number, gapMm: number): number[] => {
  const count = howMany(paperMm - 2 * marginMm, sizeMm, gapMm);
  const first = (paperMm - count * sizeMm - (count - 1) * gapMm) / 2;
  return Array.from({ length: count }, (_, i) => first + i * (sizeMm + gapMm));
};

const offMm = 2;
const markMm = 5;

const cutsOf = (starts: readonly number[], sizeMm: number): number[] => [...new Set(starts.flatMap((at) => [at, at + sizeMm]))];

const marksAlong = (cuts: readonly number[], low: number, high: number, line: (along: number, from: number, to: number) => Line): Line[] =>
  cuts.flatMap((at) => [line(at, low - offMm - markMm, low - offMm), line(at, high + offMm, high + offMm + markMm)]);

/** A note's line is this high; three stand in the margin between the plates and what no printer reaches. */
const noteMm = 2.8;
const noteInsetMm = 3;

/** Of a row the left half is told in the left margin, the right half in the right one, the outermost plates' outermost. */
const notesOf = (lefts: readonly number[], tops: readonly number[], { widthMm, heightMm }: Pick<PlateDesign, 'widthMm' | 'heightMm'>): SideNote[] =>
  tops.flatMap((top) =>
    lefts.map((_, i) => {
      const isLeft = i < lefts.length / 2;
      const inward = isLeft ? Math.ceil(lefts.length / 2) - 1 - i : i - Math.ceil(lefts.length / 2);
      const away = 1 + inward * noteMm;
      const x = isLeft ? (lefts[0] ?? 0) - away : (lefts.at(-1) ?? 0) + widthMm + away + noteMm;
      return { at: [x, top + heightMm - noteInsetMm], lengthMm: heightMm - 2 * noteInsetMm };
    }),
  );

/** As many plates as fit an A4 sheet, and the marks to cut them by. */
export const layPlateSheet = ({ widthMm, heightMm, gapMm }: PlateDesign): PlateSheet => {
  const lefts = startsOf(paper.widthMm, widthMm, gapMm);
  const tops = startsOf(paper.heightMm, heightMm, gapMm);
  const [left = 0, top = 0] = [lefts[0], tops[0]];
  return {
    perSheet: lefts.length * tops.length,
    corners: tops.flatMap((y) => lefts.map((x) => [x, y] as const)),
    notes: notesOf(lefts, tops, { widthMm, heightMm }),
    cropMarks: [
      ...marksAlong(cutsOf(lefts, widthMm), top, paper.heightMm - top, (x, from, to) => ({ from: [x, from], to: [x, to] })),
      ...marksAlong(cutsOf(tops, heightMm), left, paper.widthMm - left, (y, from, to) => ({ from: [from, y], to: [to, y] })),
    ],
  };
};

/** The lines of one plate with its words put in; those that would name nothing are left out. */
export const plateLines = ({ lines }: PlateDesign, words: Readonly<Record<string, string | null>>): string[] =>
  lines.flatMap((line) => {
    const named = [...line.matchAll(/\{(\w+)\}/g)].map((match) => words[match[1] ?? '']?.trim() ?? '');
    if (named.length > 0 && named.every((word) => word === '')) return [];
    return [line.replace(/\{(\w+)\}/g, (_, name: string) => words[name]?.trim() ?? '').trim()];
  });
