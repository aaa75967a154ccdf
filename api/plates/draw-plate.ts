import { create as createQr } from 'qrcode';
import { formatPlate } from '#domain/asset-id.ts';
import type { PlateDesign, SideNote } from '#domain/plate-sheet.ts';

/** Points of a PDF in a millimetre. */
export const mm = 72 / 25.4;

const padMm = 3;
const quietModules = 4; // what a reader needs white around a QR
const smallestPt = 5;
const hairMm = 0.02; // rows overlap by this, else a viewer draws a white line between them

export interface PlateText {
  readonly id: string;
  readonly url: string;
  /** Largest first. */
  readonly lines: readonly string[];
  /** Where it is to be fixed; stands beside the plate, not on it. */
  readonly where: string;
}

type Document = PDFKit.PDFDocument;

/** A QR with its quiet zone, `sideMm` wide; correction Q, since a plate in the street gets worn. */
const drawQr = (doc: Document, url: string, left: number, top: number, sideMm: number): void => {
  const { modules } = createQr(url, { errorCorrectionLevel: 'Q' });
  const moduleMm = sideMm / (modules.size + 2 * quietModules);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      let end = column;
      while (end < modules.size && modules.get(row, end)) end += 1;
      if (end === column) continue;
      const [x, y] = [left + (quietModules + column) * moduleMm, top + (quietModules + row) * moduleMm];
      doc.rect(x * mm, y * mm, (end - column) * moduleMm * mm, (moduleMm + hairMm) * mm);
      column = end;
    }
  }
  doc.fill('#000000');
};

/** The greatest size up to `mostPt` at which a line fits a width. */
const sizeFor = (doc: Document, text: string, widthPt: number, mostPt: number): number =>
  Math.max(smallestPt, Math.min(mostPt, (widthPt / doc.fontSize(100).widthOfString(text)) * 100));

/** As much of a line as fits at the smallest size. */
const shortened = (doc: Document, text: string, widthPt: number): string => {
  doc.fontSize(smallestPt);
  if (doc.widthOfString(text) <= widthPt + 0.01) return text;
  let kept = [...text];
  while (kept.length > 1 && doc.widthOfString(`${kept.join('')}…`) > widthPt) kept = kept.slice(0, -1);
  return `${kept.join('')}…`;
};

const drawLine = (doc: Document, text: string, box: { x: number; y: number; width: number; mostPt: number; align: 'left' | 'center' }): number => {
  const fitting = shortened(doc, text, box.width * mm);
  const size = sizeFor(doc, fitting, box.width * mm, box.mostPt);
  doc.fontSize(size);
  const slack = box.align === 'center' ? (box.width * mm - doc.widthOfString(fitting)) / 2 : 0;
  doc.text(fitting, box.x * mm + slack, box.y * mm, { lineBreak: false });
  return (doc.currentLineHeight(true) / mm) * 1.05;
};

/** Draws one plate with its upper left corner at a place of the sheet, millimetres: the QR, beside it the city's lines, below both the number. */
export const drawPlate = (doc: Document, { widthMm, heightMm }: PlateDesign, { id, url, lines }: PlateText, [left, top]: readonly [number, number]): void => {
  const numberMm = Math.min(8, heightMm * 0.2);
  const qrMm = Math.min(heightMm - 2 * padMm - numberMm, widthMm * 0.46);
  drawQr(doc, url, left + padMm, top + padMm, qrMm);
  const x = left + padMm + qrMm + 1;
  const width = widthMm - 2 * padMm - qrMm - 1;
  let y = top + padMm + qrMm * 0.08;
  for (const [i, line] of lines.entries()) {
    doc.font(i === 0 ? 'bold' : 'regular');
    y += drawLine(doc, line, { x, y, width, mostPt: (i === 0 ? 0.44 : 0.3) * qrMm, align: 'left' });
  }
  doc.font('bold');
  drawLine(doc, formatPlate(id), {
    x: left + padMm,
    y: top + padMm + qrMm,
    width: widthMm - 2 * padMm,
    mostPt: (numberMm * mm) / 1.5,
    align: 'center',
  });
};

const notePt = 6;

/** Says along a plate's side where it belongs, for whoever cuts it out and takes it there. */
export const drawNote = (doc: Document, where: string, { at: [x, y], lengthMm }: SideNote): void => {
  doc.save().rotate(-90, { origin: [x * mm, y * mm] });
  doc.font('regular').fillColor('#000000');
  const fitting = shortened(doc, where, lengthMm * mm);
  doc.fontSize(sizeFor(doc, fitting, lengthMm * mm, notePt));
  doc.text(fitting, x * mm, y * mm - doc.currentLineHeight(true), { lineBreak: false });
  doc.restore();
};
