import { describe, expect, test } from 'vitest';
import { learnAhead } from '#domain/match/learn/learn-ahead.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { photoPlace } from '#domain/match/photo-place.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at } from '../street.ts';

const street = [anAsset('meant', 0, 0), anAsset('other', 9, 4)];

/** Photos of one well from so far away, each phone some metres off; every tenth is lost. */
const photographed = (awayM: number, count: number, isWayKnown = true): Settled[] =>
  Array.from({ length: count }, (_, i) => {
    const [directionDeg, off, turn] = [(i * 137) % 360, i % 10 === 0 ? 60 : (i * 7) % 9, i * 2.4];
    const way = (directionDeg * Math.PI) / 180;
    const camera = at(-awayM * Math.sin(way) + off * Math.sin(turn), -awayM * Math.cos(way) + off * Math.cos(turn));
    const photoPoint = photoPlace({ ...camera, datum: 'WGS84', errorM: 6, directionDeg: isWayKnown ? directionDeg : null }, defaultPriors);
    return { observation: anObservation({ photoPoint }), nearby: street, found: { assetId: 'meant', unitId: 'power', beside: null } };
  });

const aheadOf = (orders: readonly Settled[]) =>
  learnAhead(
    defaultPriors,
    orders,
    orders.map(() => street.map((asset) => ({ asset, isNothing: false, before: 0, said: 0, after: asset.id === 'meant' ? 0.97 : 0.03, places: {} }))),
  );

describe('how far ahead of the camera the thing on a photo lies', () => {
  test.each([0, 1.5, 6, 12])('is learned from where what was found lies: %s m', (metres) =>
    expect(Math.abs(aheadOf(photographed(metres, 400)) - metres)).toBeLessThan(1),
  );

  test('is as stated while no photo said which way it looked, and hardly another after a few', () => {
    expect(aheadOf(photographed(12, 400, false))).toBe(defaultPriors.photo.aheadM);
    expect(aheadOf([])).toBe(defaultPriors.photo.aheadM);
    expect(aheadOf(photographed(12, 5))).toBeLessThan(6);
  });
});
