import { describe, expect, it } from 'vitest';
import { chooseWay } from '#db/queries/search/choose-way.ts';
import { byConditions, type Driver } from '#db/queries/search/driver.ts';
import { sql } from '#db/sql.ts';

const size = 5_000_000;
const facets = (rows: number): Driver => ({
  rows,
  gathered: rows <= 10_000 ? [byConditions] : null,
  merged: { sources: [], pages: [{ of: 'facets', where: sql`true`, low: '' }], asks: 300 },
});
const keys = (rows: number, asks: number): Driver => ({ rows, gathered: [byConditions], merged: { pages: [], sources: [byConditions], asks } });
const own = (rows: number): Driver => ({ rows, gathered: [byConditions], merged: null });
/** A word that is written too often for its wordings to be named. */
const walked = (rows: number): Driver => ({ rows, gathered: null, merged: null });

describe('the way to a page of five million', () => {
  it.each<[string, readonly Driver[], boolean, 'gather' | 'merge' | 'walk']>([
    ['nothing asked', [], true, 'walk'],
    ['an owner of half of all, by number', [facets(2_000_000)], true, 'merge'],
    ['an owner of half of all, by change', [facets(2_000_000)], false, 'walk'],
    ['what is few, by number', [facets(9_000)], true, 'gather'],
    ['what is few, by change', [facets(9_000)], false, 'gather'],
    ['few of two filters', [facets(2_000_000), keys(400, 40)], true, 'gather'],
    ['a word that all have, by number', [walked(4_900_000)], true, 'walk'],
    ['a word that all have, of an owner', [walked(4_900_000), facets(500_000)], true, 'merge'],
    ['a character of a thousand wordings', [keys(150_000, 1_600)], true, 'merge'],
    ['years of a fifth of all, by year', [own(1_000_000)], false, 'walk'],
  ])('for %s looks at the fewest rows', (_what, drivers, byNumber, by) => {
    expect(chooseWay(drivers, { size, limit: 51, byNumber }).by).toBe(by);
  });

  it('merges what the other filters thin out least', () => {
    const [owner, road] = [facets(2_000_000), keys(40_000, 80)];
    expect(chooseWay([owner, road], { size, limit: 51, byNumber: true })).toMatchObject({ by: 'merge', merged: road.merged });
  });
});
