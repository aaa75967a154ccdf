import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePlateDesign, layPlateSheet, marginMm, type PlateDesign, paper, plateLines, usualPlate } from '../../domain/plate-sheet.ts';

const design = fc.record({
  widthMm: fc.double({ min: 40, max: 182, noNaN: true }),
  heightMm: fc.double({ min: 25, max: 269, noNaN: true }),
  gapMm: fc.double({ min: 0, max: 20, noNaN: true }),
  lines: fc.constant(usualPlate.lines),
});

const overlap = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], { widthMm, heightMm }: PlateDesign) =>
  Math.abs(ax - bx) < widthMm - 1e-6 && Math.abs(ay - by) < heightMm - 1e-6;

describe('a sheet of plates', () => {
  it('holds at least one plate of any size allowed, inside the margins, none over another', () => {
    fc.assert(
      fc.property(design, (given) => {
        const { corners, perSheet } = layPlateSheet(given);
        expect(perSheet).toBeGreaterThan(0);
        expect(corners.length).toBe(perSheet);
        for (const [x, y] of corners) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(marginMm - 1e-6);
          expect(x + given.widthMm).toBeLessThanOrEqual(paper.widthMm - marginMm + 1e-6);
          expect(y + given.heightMm).toBeLessThanOrEqual(paper.heightMm - marginMm + 1e-6);
        }
        expect(corners.some((a, i) => corners.some((b, j) => i < j && overlap(a, b, given)))).toBe(false);
      }),
    );
  });

  it('has its crop marks on paper and never inside a plate', () => {
    fc.assert(
      fc.property(design, (given) => {
        const { corners, cropMarks } = layPlateSheet(given);
        const [left = 0, top = 0] = corners[0] ?? [];
        for (const { from, to } of cropMarks)
          for (const [x, y] of [from, to]) {
            expect(x > 5 && x < paper.widthMm - 5 && y > 5 && y < paper.heightMm - 5).toBe(true);
            expect(x > left && x < paper.widthMm - left && y > top && y < paper.heightMm - top).toBe(false);
          }
      }),
    );
  });

  it('has room in its margins for a note of each plate, none over a plate, another note or the paper’s edge', () => {
    fc.assert(
      fc.property(design, (given) => {
        const { notes, perSheet, corners } = layPlateSheet(given);
        expect(notes.length).toBe(perSheet);
        const [left = 0] = corners[0] ?? [];
        for (const [i, { at, lengthMm }] of notes.entries()) {
          const [x, y] = at;
          expect(x - 2.8 > 4.9 && x < paper.widthMm - 4.9 && (x <= left - 1 || x - 2.8 >= paper.widthMm - left + 1 - 1e-6)).toBe(true);
          const top = corners[i]?.[1] ?? 0;
          expect(y - lengthMm > top && y < top + given.heightMm).toBe(true);
          expect(notes.some((other, j) => j < i && other.at[1] === y && Math.abs(other.at[0] - x) < 2.8 - 1e-6)).toBe(false);
        }
      }),
    );
  });

  it('takes ten of the usual plates', () => expect(layPlateSheet(usualPlate).perSheet).toBe(10));
});

describe('a city’s design', () => {
  it('is the usual one where the city says nothing', () => {
    for (const nothing of [undefined, null, {}, 'large']) expect(decidePlateDesign(nothing)).toEqual({ ok: true, value: usualPlate });
    expect(decidePlateDesign({ widthMm: 100 })).toMatchObject({ ok: true, value: { widthMm: 100, heightMm: 50 } });
  });

  it.each([
    [{ widthMm: 39 }, 'plates/widthMm'],
    [{ widthMm: 183 }, 'plates/widthMm'],
    [{ heightMm: '50' }, 'plates/heightMm'],
    [{ gapMm: -1 }, 'plates/gapMm'],
    [{ lines: ['1', '2', '3', '4', '5', '6', '7'] }, 'plates/lines'],
    [{ lines: [7] }, 'plates/lines'],
  ])('that cannot be printed is refused by its field: %j', (given, field) => {
    expect(decidePlateDesign(given)).toMatchObject({ ok: false, rejection: { code: 'field-invalid', field } });
  });
});

describe('the lines of a plate', () => {
  const words = { class: '雨水箅子', owner: null, street: '桥头街道', road: '桥头路', hotline: '12345' };
  it.each([
    ['权属 {owner}', []],
    ['{owner} {street}', ['桥头街道']],
    ['扫码报修', ['扫码报修']],
    ['{street} {road}', ['桥头街道 桥头路']],
    ['{nothing}', []],
  ])('%j', (line, expected) => expect(plateLines({ ...usualPlate, lines: [line] }, words)).toEqual(expected));
});
