import type { Readable } from 'node:stream';
import type { Pool } from '#db/pool.ts';
import { listPlates, listPlateParts as listRows, type PlateFilter, type PlateRow } from '#db/queries/assets/plates.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import type { Reach } from '#domain/access.ts';
import { mostPlates, type PlateParts, type PlateSelection, platesPerPart } from '#domain/contract/plates.ts';
import { decidePlateDesign, layPlateSheet, type PlateDesign, plateLines } from '#domain/plate-sheet.ts';
import { accepted, refuse } from '../errors.ts';
import { drawSheets } from './draw-sheets.ts';

const filterOf = ({ ids, placeCode, ownerId, classCode, status }: PlateSelection): PlateFilter => {
  if (ids === undefined && placeCode === undefined && ownerId === undefined)
    throw refuse('query-invalid', {
      field: 'placeCode',
      params: { field: 'placeCode', whyZh: '请给出编号、区或街道，或权属单位。', whyEn: 'give numbers, a district or street, or an owner.' },
    });
  return { ids: ids?.split(','), placeCode, ownerId, classCode, status };
};

interface CityPlates {
  readonly design: PlateDesign;
  readonly hotline: string;
}

const designOf = async (pool: Pool): Promise<CityPlates> => {
  const { city } = await getVocabulary(pool);
  return { design: accepted(decidePlateDesign(city.settings['plates'])), hotline: String(city.settings['hotline'] ?? '') };
};

/** Whole sheets, so that no part but the last leaves one half empty. */
const sizeOfPart = (perSheet: number) => Math.max(1, Math.floor(platesPerPart / perSheet)) * perSheet;

/**
 * How many plates a selection has, and the files it comes in.
 * @throws HttpError query-invalid without numbers, place or owner; selection-too-large beyond 50,000
 */
export const planPlates = async (pool: Pool, reach: Reach, selection: PlateSelection): Promise<PlateParts> => {
  const filter = filterOf(selection);
  const { design } = await designOf(pool);
  const { perSheet } = layPlateSheet(design);
  const rows = await listRows(pool, reach, filter, sizeOfPart(perSheet), mostPlates);
  const plates = rows.reduce((sum, row) => sum + row.plates, 0);
  if (plates > mostPlates) throw refuse('selection-too-large', { params: { most: mostPlates } });
  return {
    plates,
    sheets: Math.ceil(plates / perSheet),
    perSheet,
    plateMm: { width: design.widthMm, height: design.heightMm },
    parts: rows.map((row, i) => ({ ...row, after: rows[i - 1]?.last ?? null })),
  };
};

export interface PrintedPart {
  readonly pdf: Readable;
  readonly plates: number;
  readonly first: string;
  readonly last: string;
  /** Where the next part begins; null: this was the last. */
  readonly nextAfter: string | null;
}

const words = ({ class: className, owner, district, street, road }: PlateRow, hotline: string) => ({
  class: className,
  owner,
  district,
  street,
  road,
  hotline,
});

/** Street, road and address, each once: an address that begins with its road says it. */
const whereOf = ({ street, road, address }: PlateRow): string =>
  [street, road !== null && address?.includes(road) ? null : road, address].filter((part) => part !== null && part !== '').join(' ');

/**
 * One part of a selection as a PDF that draws itself while it is read.
 * @param publicUrl what the QR opens: `<publicUrl>/a/<id>`
 * @throws HttpError plate-unknown when nothing of the selection lies in reach
 */
export const printPlates = async (pool: Pool, reach: Reach, selection: PlateSelection, after: string | null, publicUrl: string): Promise<PrintedPart> => {
  const filter = filterOf(selection);
  const { design, hotline } = await designOf(pool);
  const size = sizeOfPart(layPlateSheet(design).perSheet);
  const found = await listPlates(pool, reach, filter, after, size + 1);
  const rows = found.slice(0, size);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw refuse('plate-unknown', { field: 'ids' });
  const base = publicUrl.replace(/\/+$/, '');
  const texts = rows.map((row) => ({ id: row.id, url: `${base}/a/${row.id}`, lines: plateLines(design, words(row, hotline)), where: whereOf(row) }));
  const pdf = drawSheets(design, texts, `井证 ${first.id}–${last.id}`, (sheet, of) => `${first.street} ${sheet}/${of}`);
  return { pdf, plates: rows.length, first: first.id, last: last.id, nextAfter: found.length > size ? last.id : null };
};
