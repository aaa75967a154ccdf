import { describe, expect, it } from 'vitest';
import { sumUpLately, toldOf } from '#domain/match/lately.ts';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import { learnHours } from '#domain/match/learn/learn-hours.ts';
import { ownUsual } from '#domain/match/learn/own-usual.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { NearbyAsset } from '#domain/match/observation.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, brokenCover, context, lamp, telecom } from '../street.ts';

type Shares = Readonly<Record<string, number>>;

const anyDefect = { ...brokenCover, about: 'asset' as const };
const corner = [anAsset('lamp', 2, 0, lamp), anAsset('power', -2, 0), anAsset('telecom', 0, 2, telecom)];
const byPin = anObservation({ kind: anyDefect });
const toldBy = (priors: MatchPriors, text = ''): Shares => toldOf(matchAssets({ ...byPin, text }, corner, { ...context, priors }).candidates, null);

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/**
 * A first year, believed by what was stated alone: a third of all pins for a lamp, where lamps are one in forty by day and one in four by night. Of two holes in three
 * somebody said since what it was.
 */
const firstYear = () => {
  const next = sameNumbers(11);
  const believed = toldBy(context.priors);
  const [light, ...wells] = corner;
  const toldAt = (lamps: number): { readonly asset: NearbyAsset; readonly known: Shares } => {
    const asset = (next() < lamps ? light : wells[next() < 0.5 ? 0 : 1]) as NearbyAsset;
    return { asset, known: next() < 2 / 3 ? { [asset.classCode]: 1 } : believed };
  };
  const all = Array.from({ length: 240 }, (_, i) =>
    i % 8 === 7 ? Array.from({ length: 6 }, () => toldAt(0.25)) : Array.from({ length: 12 }, () => toldAt(0.025)),
  );
  const pieces = all.map((holes, i) => ({
    told: holes.map(({ known }) => known),
    knownBy: holes.map(({ known }) => (known === believed ? '' : 'found')),
    middle: ((i * 3) % 24) + 1.5,
    hours: 3,
    day: Math.floor(i / 8),
  }));
  const taught = all.filter((_, i) => i % 5 === 2).flat();
  const orders = taught.map(({ asset, known }, i): Settled => {
    const found = { assetId: asset.id, unitId: asset.ownerId, beside: null };
    return { observation: byPin, nearby: corner, found, incidentId: String(i), told: { known } };
  });
  return { pieces, orders };
};

describe('what sorts of hours are meant beside', { timeout: 60_000 }, () => {
  it('is the version’s own usual, so that a night’s holes, told of as it believes, tell for a night and not against it', () => {
    const { pieces, orders } = firstYear();
    const { learned } = learnHours(pieces);
    expect(learned.hours.length).toBeGreaterThan(1);
    const priors = calibrate(orders, context, learned);
    const [unsaid, saidLamp] = [toldBy(priors), toldBy(priors, '路灯')];
    const own = priors.learned.hoursUsual['0118'] ?? 0;
    expect(learned.hoursUsual['0118']).toBeGreaterThan(0.1);
    expect(own / (unsaid['0118'] ?? 0)).toBeGreaterThan(0.8);
    expect(own / (unsaid['0118'] ?? 0)).toBeLessThan(1.25);
    expect(Object.values(priors.learned.hoursUsual).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    // At an hour that tells nothing: ten that tell nothing hardly move it, and one lamp among twelve tells for a night.
    const anyHour = { ...priors, learned: { ...priors.learned, hours: priors.learned.hours.map((sort) => ({ ...sort, byHour: [] })) } };
    const lampsAfter = (...told: readonly Shares[]) =>
      sumUpLately(
        told.map((one) => ({ point: at(4000, 0), told: one })),
        { '0105': 1000 },
        anyHour,
        22,
      )?.rates['0118'] ?? 0;
    const unsaidTimes = (count: number) => Array.from({ length: count }, () => unsaid);
    expect(lampsAfter(...unsaidTimes(10)) / lampsAfter()).toBeGreaterThan(0.85);
    expect(lampsAfter(saidLamp, ...unsaidTimes(11)) / lampsAfter()).toBeGreaterThan(1.3);
  });

  it('is scaled by what was told of the same holes, each once, by the first that told of it, and by what a report named itself', () => {
    const usual = { '0105': 0.5, '0107': 0.5 };
    const one = (incidentId: string, told: Settled['told']): Settled => ({
      observation: byPin,
      nearby: corner,
      found: { assetId: null, unitId: null, beside: null },
      incidentId,
      ...(told ? { told } : {}),
    });
    const named = { known: { '0105': 1 }, named: { '0107': 1 } };
    expect(ownUsual(usual, [one('1', undefined)], context)).toEqual(usual);
    expect(ownUsual({}, [one('1', named)], context)).toEqual({});
    const first = ownUsual(usual, [one('1', named)], context);
    expect(first['0107']).toBeCloseTo(2 / (2 + 1 / 2), 9);
    const later = { known: { '0107': 1 }, named: { '0105': 1 } };
    expect(ownUsual(usual, [one('1', later), one('1', later), one('1', named)], context)).toEqual(first);
  });
});
