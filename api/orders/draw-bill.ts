import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import type { BillPaper } from '#domain/liability-bill.ts';
import { registerFonts } from '../pdf-fonts.ts';

const mm = 72 / 25.4;
const page = { margin: 20 * mm, width: 170 * mm, labelWidth: 38 * mm } as const;
const ink = { text: '#111111', quiet: '#555555', line: '#999999', warning: '#b00020' } as const;

type Document = PDFKit.PDFDocument;

const rule = (doc: Document, weight: number): void => {
  doc
    .moveTo(page.margin, doc.y)
    .lineTo(page.margin + page.width, doc.y)
    .lineWidth(weight)
    .stroke(ink.line);
  doc.y += 6;
};

/** A label and its text side by side, the lower of the two below both; on a new sheet where it does not fit any more. */
const drawPair = (doc: Document, label: string, text: string): void => {
  const width = page.width - page.labelWidth;
  doc.fontSize(10);
  const height = Math.max(doc.font('regular').heightOfString(text, { width }), doc.heightOfString(label, { width: page.labelWidth - 8 }));
  if (doc.y + height > doc.page.height - page.margin) doc.addPage();
  const top = doc.y;
  doc.fillColor(ink.quiet).text(label, page.margin, top, { width: page.labelWidth - 8 });
  doc.fillColor(ink.text).text(text, page.margin + page.labelWidth, top, { width });
  doc.y = top + height + 3;
};

const drawHead = (doc: Document, { title, number, date, warning }: BillPaper): void => {
  doc.font('bold').fontSize(20).fillColor(ink.text).text(title, page.margin, page.margin, { width: page.width, align: 'center' });
  doc.y += 8;
  const top = doc.y;
  doc
    .font('regular')
    .fontSize(10)
    .text(number, page.margin, top, { width: page.width / 2 });
  doc.text(date, page.margin + page.width / 2, top, { width: page.width / 2, align: 'right' });
  doc.y += 4;
  if (warning) doc.font('bold').fillColor(ink.warning).text(warning, page.margin, doc.y, { width: page.width, align: 'center' });
  doc.y += 4;
  rule(doc, 1.5);
};

const drawTotal = (doc: Document, { total }: BillPaper): void => {
  doc.y += 4;
  rule(doc, 0.75);
  const top = doc.y;
  doc
    .font('bold')
    .fontSize(12)
    .fillColor(ink.text)
    .text(total.label, page.margin, top, { width: page.labelWidth * 2 });
  doc.fontSize(14).text(total.figures, page.margin, top - 2, { width: page.width, align: 'right' });
  if (total.spelled)
    doc
      .font('regular')
      .fontSize(11)
      .text(total.spelled, page.margin, doc.y + 2, { width: page.width, align: 'right' });
  doc.y += 4;
  rule(doc, 0.75);
};

const drawSignatures = (doc: Document, { signature }: BillPaper): void => {
  if (doc.y + 30 * mm > doc.page.height - page.margin) doc.addPage();
  const top = doc.y + 18 * mm;
  const width = page.width / signature.length - 12;
  for (const [nth, words] of signature.entries()) {
    const left = page.margin + nth * (width + 24);
    doc
      .moveTo(left, top)
      .lineTo(left + width, top)
      .lineWidth(0.5)
      .stroke(ink.line);
    doc
      .font('regular')
      .fontSize(9)
      .fillColor(ink.quiet)
      .text(words, left, top + 4, { width });
  }
};

/** A bill on A4, a second sheet where the story is long. */
export const drawBill = (paper: BillPaper, language: 'zh' | 'en'): Readable => {
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  const doc = new PDFDocument({
    size: 'A4',
    margin: page.margin,
    lang,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: `${paper.title} ${paper.number}` },
  });
  registerFonts(doc);
  drawHead(doc, paper);
  for (const { title, lines } of paper.sections) {
    doc.y += 4;
    doc.font('bold').fontSize(12).fillColor(ink.text).text(title, page.margin, doc.y, { width: page.width });
    doc.y += 3;
    for (const [label, text] of lines) drawPair(doc, label, text);
  }
  drawTotal(doc, paper);
  for (const line of paper.objection)
    doc
      .font('regular')
      .fontSize(9.5)
      .fillColor(ink.text)
      .text(line, page.margin, doc.y + 3, { width: page.width });
  drawSignatures(doc, paper);
  doc.end();
  return doc;
};
