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

describe('what a version believes otherwise of words and of how much terms count', () => {
  const hearing = (words: MatchPriors['learned']['words'], sharpness: MatchPriors['learned']['sharpness'] = {}): MatchPriors => ({
    ...defaultPriors,
    learned: { ...defaultPriors.learned, newWords: Object.keys(words), words, sharpness },
  });

  it('is told of each new word by what it is said of most, and of one that is heard no more', () => {
    const before = hearing({ 化粪池: { '*': 0.3, '0102': 0.2 }, 阴沟: { '0103': 0.1 } });
    const after = hearing({ 阴沟: { '0103': 0.1 }, 老电管: { '*': 0.001, '|*': 0.5, '0105': 0.05, '|power': 0.25 } });
    expect(changesBetween(before, after)).toEqual([
      { term: 'newWords.化粪池', before: 0.2, after: 0 },
      { term: 'newWords.老电管', before: null, after: 0.25 },
    ]);
  });

  it('is told of how much each term counts', () => {
    expect(changesBetween(hearing({}, { 'match-address': 0.8 }), hearing({}, { 'match-address': 0.4, 'match-lately': 0.7 }))).toEqual([
      { term: 'sharpness.match-address', before: 0.8, after: 0.4 },
      { term: 'sharpness.match-lately', before: null, after: 0.7 },
    ]);
  });
});
