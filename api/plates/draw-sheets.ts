import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { layPlateSheet, type PlateDesign, type PlateSheet, paper } from '#domain/plate-sheet.ts';
import { registerFonts } from '../pdf-fonts.ts';
import { drawNote, drawPlate, mm, type PlateText } from './draw-plate.ts';

const ruler = { fromMm: 55, toMm: 155, atMm: 291.5, tickMm: 1.5 } as const;

const drawMarks = (doc: PDFKit.PDFDocument, { cropMarks }: PlateSheet): void => {
  const { fromMm, toMm, atMm, tickMm } = ruler;
  const ticks = [fromMm, toMm].map((x) => ({ from: [x, atMm - tickMm], to: [x, atMm] }) as const);
  for (const { from, to } of [...cropMarks, { from: [fromMm, atMm], to: [toMm, atMm] } as const, ...ticks])
    doc.moveTo(from[0] * mm, from[1] * mm).lineTo(to[0] * mm, to[1] * mm);
  doc.lineWidth(0.25).stroke('#000000');
};

const drawFoot = (doc: PDFKit.PDFDocument, foot: string): void => {
  doc.font('regular').fontSize(6).fillColor('#000000');
  const y = (ruler.atMm - 2.6) * mm;
  doc.text(foot, 14 * mm, y, { lineBreak: false });
  doc.text('100 mm · 请按实际大小打印 / print at 100 %', (ruler.toMm + 1.5) * mm, y, { lineBreak: false });
};

/** Tells a viewer's print dialog to leave the size alone; pdfkit has no option for it. */
const printUnscaled = (doc: PDFKit.PDFDocument): void => {
  const root: { data: { ViewerPreferences: { data: Record<string, unknown> } } } = Reflect.get(doc, '_root');
  root.data.ViewerPreferences.data['PrintScaling'] = 'None';
};

/**
 * A PDF of A4 sheets, drawn as it is read: after each sheet others get their turn, and nobody draws for a reader who left.
 * @param foot the words under a sheet, by its number from 1
 */
export const drawSheets = (design: PlateDesign, plates: readonly PlateText[], title: string, foot: (sheet: number, of: number) => string): Readable => {
  const sheet = layPlateSheet(design);
  const size = [paper.widthMm * mm, paper.heightMm * mm] satisfies [number, number];
  const doc = new PDFDocument({ size, margin: 0, autoFirstPage: false, lang: 'zh-CN', displayTitle: true, pdfVersion: '1.7', info: { Title: title } });
  registerFonts(doc);
  printUnscaled(doc);
  const draw = async (): Promise<void> => {
    const sheets = Math.ceil(plates.length / sheet.perSheet);
    for (let n = 0; n < sheets && !doc.destroyed; n += 1) {
      doc.addPage();
      drawMarks(doc, sheet);
      drawFoot(doc, foot(n + 1, sheets));
      const here = plates.slice(n * sheet.perSheet, (n + 1) * sheet.perSheet);
      for (const [i, plate] of here.entries()) {
        drawPlate(doc, design, plate, sheet.corners[i] ?? [0, 0]);
        if (sheet.notes[i]) drawNote(doc, plate.where, sheet.notes[i]);
      }
      await setImmediate();
    }
    if (!doc.destroyed) doc.end();
  };
  draw().catch((error: Error) => doc.destroy(error));
  return doc;
};
