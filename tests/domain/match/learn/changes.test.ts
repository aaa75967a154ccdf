import { describe, expect, it } from 'vitest';
import { changesBetween } from '#domain/match/learn/changes.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';

const byHour = Array.from({ length: 24 }, () => 1);
const hoursUsual = { '0104': 0.2, '0105': 0.5, '0118': 0.3 };
const dry = { share: 0.6, times: { '0104': 0.7, '0105': 1.2, '0118': 0.87 }, byHour };
const storm = { share: 0.25, times: { '0104': 3, '0105': 0.5, '0118': 0.5 }, byHour };
const night = { share: 0.2, times: { '0104': 0.4, '0105': 0.6, '0118': 2.06 }, byHour };
const believing = (...hours: MatchPriors['learned']['hours']): MatchPriors => ({
  ...defaultPriors,
  learned: { ...defaultPriors.learned, hours, hoursUsual },
});

describe('what a version believes otherwise of sorts of hours', () => {
  it('is told of each beside the one that is most like it, though it is the commoner now', () => {
    const after = believing(dry, { ...night, share: 0.22 }, { ...storm, share: 0.18, times: { ...storm.times, '0104': 3.6 } });
    const changes = changesBetween(believing(dry, storm, night), after).filter(({ term }) => term.startsWith('hours'));
    expect(changes).toEqual([
      { term: 'hours.3', before: 0.25, after: 0.18 },
      { term: 'hours.3.0104', before: 3, after: 3.6 },
      { term: 'hours.2', before: 0.2, after: 0.22 },
    ]);
  });

  it('is a new one where none before was like it, and one without a share where it is gone', () => {
    const changes = changesBetween(believing(dry, storm), believing(dry, night));
    expect(changes).toContainEqual({ term: 'hours.2', before: null, after: 0.2 });
    expect(changes).toContainEqual({ term: 'hours.2.0118', before: null, after: 2.06 });
    expect(changes).toContainEqual({ term: 'hours.gone.2', before: 0.25, after: 0 });
    expect(changesBetween(believing(dry, storm), believing(dry, storm))).toEqual([]);
  });
});
