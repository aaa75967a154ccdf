import { describe, expect, it } from 'vitest';
import { followUnits } from '#domain/match/follow-units.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, context } from './street.ts';

const learned = (words: MatchPriors['learned']['words'], classOwners: MatchPriors['learned']['classOwners']): MatchPriors => ({
  ...defaultPriors,
  learned: { ...defaultPriors.learned, words, classOwners },
});
const believed = learned(
  { 电力: { '0105': 0.1, '*': 0.001, '|power': 0.4, '|telecom-a': 0.002, '|*': 0.001 }, 移动: { '|telecom-b': 0.3, '|*': 0.004 } },
  { '0105': { power: 0.75, 'telecom-a': 0.25 }, '0107': { 'telecom-a': 1 } },
);

describe('what was learned of a unit that ended', () => {
  it('is of who follows: its classes, and its words beside their own, by how much each had', () => {
    const { words, classOwners } = followUnits(believed, new Map([['power', 'telecom-a']])).learned;
    expect(classOwners).toEqual({ '0105': { 'telecom-a': 1 }, '0107': { 'telecom-a': 1 } });
    expect(words['电力']?.['|telecom-a']).toBeCloseTo((0.75 * 0.4 + 1.25 * 0.002) / 2, 9);
    expect(words['移动']).toEqual(believed.learned.words['移动']);
  });

  it('of one of which nothing was known before as of all others, and of several that one follows together', () => {
    const { words, classOwners } = followUnits(
      believed,
      new Map([
        ['power', 'grid'],
        ['telecom-a', 'grid'],
      ]),
    ).learned;
    expect(classOwners['0105']).toEqual({ grid: 1 });
    expect(words['电力']?.['|grid']).toBeCloseTo((0.75 * 0.4 + 1.25 * 0.002) / 2, 4);
  });

  it('is heard of their things, which a merger would have made others', () => {
    const said = anObservation({ text: '电力的' });
    const nearby = [anAsset('merged', 6, 0, { ownerId: 'grid' }), anAsset('other', -4, 0, { ownerId: 'telecom-a' })];
    const chance = (priors: MatchPriors) => matchAssets(said, nearby, { ...context, priors }).owners.find(({ unitId }) => unitId === 'grid')?.probability ?? 0;
    const followed = followUnits(believed, new Map([['power', 'grid']]));
    expect(chance(followed)).toBeGreaterThan(0.75);
    expect(chance(followed)).toBeGreaterThan(chance(believed) + 0.2);
    expect(matchAssets(said, nearby, { ...context, priors: followed }).owners.some(({ unitId }) => unitId === 'power')).toBe(false);
  });

  it('changes nothing where none ended', () => {
    expect(followUnits(believed, new Map())).toBe(believed);
  });
});
