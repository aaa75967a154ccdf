import { describe, expect, test } from 'vitest';
import { toGcj02 } from '#domain/coordinates/chinese-datums.ts';
import { metresBetween } from '#domain/match/error-density.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import { photoPlace } from '#domain/match/photo-place.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, brokenCover, context, telecom } from './street.ts';

const taken = { ...at(0, 0), datum: 'WGS84', errorM: 5, directionDeg: null } as const;
const place = (given: Partial<Parameters<typeof photoPlace>[0]>) => photoPlace({ ...taken, ...given }, defaultPriors);
const pair = [anAsset('north', 0, 6), anAsset('south', 0, -6, telecom)];
const chanceOf = (photoPoint: ReturnType<typeof place> | null, id: string, rest: Parameters<typeof anObservation>[0] = {}) =>
  matchAssets(anObservation({ kind: brokenCover, accuracyM: 12, photoPoint, ...rest }), pair, context).candidates.find(({ asset }) => asset?.id === id)
    ?.probability ?? 0;

describe('where a photo says that it was taken', () => {
  test('is a few steps behind what is on it, and less exact when the way the camera looked is not said', () => {
    const north = place({ directionDeg: 0 });
    expect(metresBetween(north.point, at(0, 3))).toBeLessThan(0.1);
    expect(metresBetween(place({ directionDeg: 90 }).point, at(3, 0))).toBeLessThan(0.1);
    expect(place({}).point).toEqual(at(0, 0));
    expect(place({}).errorM).toBeGreaterThan(north.errorM);
  });

  test('is in the datum it names; without one mostly WGS 84, and else that of Chinese maps', () => {
    const [lon, lat] = toGcj02(at(0, 0).lon, at(0, 0).lat);
    expect(metresBetween(place({ lon, lat, datum: 'GCJ02' }).point, at(0, 0))).toBeLessThan(1);
    const open = place({ lon, lat, datum: null });
    expect(open.places?.map(({ share }) => share)).toEqual([0.85, 0.15]);
    expect(Math.min(...(open.places ?? []).map(({ point }) => metresBetween(point, at(0, 0))))).toBeLessThan(1);
  });

  test('tells between two that the pin does not, the way the camera looked more', () => {
    const times = (photoPoint: Parameters<typeof chanceOf>[0]) => chanceOf(photoPoint, 'north') / chanceOf(photoPoint, 'south');
    expect(times(null)).toBeCloseTo(1, 6);
    expect(times(place(at(0, 5)))).toBeGreaterThan(3);
    expect(times(place({ errorM: 3 }))).toBeCloseTo(1, 6); // midway between both: only the way it looked can tell
    expect(times(place({ directionDeg: 0, errorM: 3 }))).toBeGreaterThan(3);
    expect(times(place({ directionDeg: 0, errorM: 3 })) * times(place({ directionDeg: 180, errorM: 3 }))).toBeCloseTo(1, 6);
  });

  test('far away, on the reporter’s own door, takes little from what the pin says', () => {
    const close = { position: at(0, 6), accuracyM: 3 };
    expect(chanceOf(place(at(0, -400)), 'north', close)).toBeGreaterThan(0.9 * chanceOf(null, 'north', close));
  });

  test('is a place by itself, and is told with its metres', () => {
    const { candidates } = matchAssets(anObservation({ position: null, accuracyM: null, kind: brokenCover, photoPoint: place(at(0, 6)) }), pair, context);
    expect(candidates[0]?.asset?.id).toBe('north');
    expect(candidates[0]?.reasons.find(({ code }) => code === 'match-photo')?.params).toMatchObject({ distanceM: 0 });
  });
});
