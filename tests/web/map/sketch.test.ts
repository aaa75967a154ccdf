import { describe, expect, it } from 'vitest';
import { addCorner, ahead, areaM2, begin, canFinish, dropCorner, lengthM, type Sketch, type SketchMode } from '../../../web/map/tools/sketch.ts';

const a = { lon: 121.47, lat: 31.23 };
const b = { lon: 121.48, lat: 31.23 };
const c = { lon: 121.48, lat: 31.24 };
const drawn = (mode: SketchMode, ...corners: { lon: number; lat: number }[]): Sketch => corners.reduce(addCorner, begin(mode));

describe('what is drawn on the map', () => {
  it('measures on the globe: a hundredth of a degree is 1112 m northward and cos 31° of that eastward', () => {
    expect(lengthM([b, c])).toBeCloseTo(1111.95, 1);
    expect(lengthM([a, b]) / lengthM([b, c])).toBeCloseTo(Math.cos((31.23 * Math.PI) / 180), 3);
    expect(lengthM([a, b, c])).toBeCloseTo(lengthM([a, b]) + lengthM([b, c]), 6);
    expect(lengthM([a])).toBe(0);
  });

  it('has half the area of its box when it is a triangle, and none with two corners', () => {
    expect(areaM2([a, b, c]) / areaM2(drawn('rectangle', a, c).corners)).toBeCloseTo(0.5, 3);
    expect(areaM2([a, b])).toBe(0);
  });

  it('ends a line with two points, an area with three, a rectangle with its second corner', () => {
    expect([canFinish(drawn('distance', a)), canFinish(drawn('distance', a, b))]).toEqual([false, true]);
    expect([canFinish(drawn('polygon', a, b)), canFinish(drawn('polygon', a, b, c))]).toEqual([false, true]);
    expect(drawn('rectangle', a, c)).toMatchObject({ isDone: true, corners: [a, b, c, { lon: a.lon, lat: c.lat }] });
  });

  it('shows the next corner where the pointer is, takes the last back, and begins anew after its end', () => {
    expect(ahead(drawn('polygon', a, b), c)).toEqual([a, b, c]);
    expect(ahead(drawn('rectangle', a), c)).toHaveLength(4);
    expect(dropCorner(drawn('distance', a, b)).corners).toEqual([a]);
    expect(addCorner({ ...drawn('distance', a, b), isDone: true }, c).corners).toEqual([c]);
  });
});
