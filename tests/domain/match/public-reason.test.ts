import { describe, expect, test } from 'vitest';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchContext } from '#domain/match/observation.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { publicReason } from '#domain/match/public-reason.ts';
import { anAsset, anObservation, context, telecom } from './street.ts';

/** What orders taught: a word of one owner that no list holds, and one of a class that is mostly said of one owner's things. */
const taught: MatchContext = {
  ...context,
  priors: {
    ...defaultPriors,
    learned: {
      ...defaultPriors.learned,
      newWords: ['老邮电'],
      words: {
        老邮电: { '*': 0.0001, '|*': 0.0001, '|telecom-a': 0.2 },
        通信井: { '0107': 0.1, '*': 0.02, '|*': 0.01, '|telecom-b': 0.3 },
      },
    },
  },
};
const nearby = [anAsset('a', 3, 0, telecom), anAsset('b', -3, 0, { ...telecom, ownerId: 'telecom-b' }), anAsset('c', 0, 4)];

const byWords = (text: string, among: MatchContext) =>
  matchAssets(anObservation({ text }), nearby, among).candidates.map(({ asset, reasons }) => ({
    id: asset?.id,
    staff: reasons.filter(({ code }) => code.startsWith('match-words')),
    anybody: reasons.flatMap((reason) => publicReason(reason, asset?.classCode ?? null, among) ?? []).filter(({ code }) => code.startsWith('match-words')),
  }));

describe('reasons that anybody may read', () => {
  test.each(['电信的', '移动的盖子', '老邮电的', '老邮电的，好像是移动'])('an owner’s word, listed or learned, is told to staff alone: %s', (text) => {
    const told = byWords(text, taught);
    expect(told.some(({ staff }) => staff.length > 0)).toBe(true);
    expect(told.flatMap(({ anybody }) => anybody)).toEqual([]);
  });

  test.each(['通信井盖碎了', '老邮电的通信井盖，供电的'])('of two of one class they are the same, whoever owns them: %s', (text) => {
    const told = new Map(byWords(text, taught).map((one) => [one.id, one]));
    expect(told.get('a')?.staff[0]?.weight).not.toBe(told.get('b')?.staff[0]?.weight);
    expect(told.get('a')?.anybody).toEqual([{ code: 'match-words', params: { words: '通信井' } }]);
    expect(told.get('b')?.anybody).toEqual(told.get('a')?.anybody);
    expect(told.get('c')?.anybody).toEqual([{ code: 'match-words-other', params: { words: '通信井' } }]);
  });

  test('all others are as they are', () => {
    const [{ reasons = [] } = {}] = matchAssets(anObservation({ text: '圆的' }), nearby, context).candidates;
    expect(reasons.map((reason) => publicReason(reason, '0107', context))).toEqual(reasons);
  });
});
