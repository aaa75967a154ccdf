import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Noto Sans SC whole: each Han character of Unicode's first plane, 8 MB a weight; a PDF takes along the few it uses.
const folder = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');

/** Makes `regular` and `bold` known to a document. */
export const registerFonts = (doc: PDFKit.PDFDocument): void => {
  doc.registerFont('regular', join(folder, 'NotoSansHans-Regular.otf')).registerFont('bold', join(folder, 'NotoSansHans-Bold.otf'));
};
