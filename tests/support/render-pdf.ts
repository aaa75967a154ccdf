import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A page as ink on white paper, its place measured in millimetres from the upper left corner. */
export interface RenderedPage {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly text: string;
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly perMm: number;
  /** RGBA of a part of the page. */
  cut(leftMm: number, topMm: number, widthMm: number, heightMm: number): { pixels: Uint8ClampedArray; width: number; height: number };
  /** Whether there is ink within half a pixel of a place. */
  isInked(xMm: number, yMm: number): boolean;
}

// A browser's canvas, which Node's types do not know.
interface Canvas {
  readonly canvas: never;
  readonly context: never;
}
interface Context {
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

const mmOfPoint = 25.4 / 72;

/** Draws a PDF's pages with Mozilla's renderer. @param perMm pixels in a millimetre */
export const renderPdf = async (bytes: Buffer, perMm = 8): Promise<RenderedPage[]> => {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: RenderedPage[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const page = await document.getPage(n);
    const viewport = page.getViewport({ scale: perMm * mmOfPoint });
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
    const factory = document.canvasFactory as unknown as { create(width: number, height: number): Canvas };
    const { canvas, context } = factory.create(width, height);
    await page.render({ canvas, canvasContext: context, viewport, background: '#ffffff' }).promise;
    const pixels = (context as Context).getImageData(0, 0, width, height).data;
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join('\n');
    const [, , right = 0, bottom = 0] = page.view;
    pages.push({ widthMm: right * mmOfPoint, heightMm: bottom * mmOfPoint, text, pixels, width, height, perMm, ...lookingAt(pixels, width, perMm) });
  }
  await task.destroy();
  return pages;
};

const lookingAt = (pixels: Uint8ClampedArray, pageWidth: number, perMm: number): Pick<RenderedPage, 'cut' | 'isInked'> => ({
  cut: (leftMm, topMm, widthMm, heightMm) => {
    const [left, top, width, height] = [leftMm, topMm, widthMm, heightMm].map((mm) => Math.round(mm * perMm)) as [number, number, number, number];
    const part = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y += 1) {
      const from = ((top + y) * pageWidth + left) * 4;
      part.set(pixels.subarray(from, from + width * 4), y * width * 4);
    }
    return { pixels: part, width, height };
  },
  isInked: (xMm, yMm) => {
    const [x, y] = [Math.round(xMm * perMm), Math.round(yMm * perMm)];
    return [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => (pixels[((y + dy) * pageWidth + x + dx) * 4] ?? 255) < 200));
  },
});
