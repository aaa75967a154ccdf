import { describe, expect, test } from 'vitest';
import { findMentions, fold } from '#domain/match/find-words.ts';
import { context } from './street.ts';

const found = (text: string) => findMentions(fold(text), context).map(({ word, classes, units }) => `${word}:${[...classes, ...units].join('+')}`);

describe('the city’s words in a text', () => {
  test.each([
    ['雨水箅子没了', ['雨水箅子:0104']],
    ['雨水篦子没了', ['雨水箅子:0104']],
    ['雨水井没盖', ['雨水井:0103']],
    ['是雨水的', ['雨水:0103']],
    ['电力的盖子', ['电力:0105+power']],
    ['电信井旁边的路灯', ['电信井:0107', '路灯:0118+lamps']],
    ['不像电力的', []],
    ['the gas cover, it isn’t a telecom', ['gas:0111']],
    ["gas cover, isn't a telecom one", ['gas:0111']],
    ['he gasped', []],
    ['two gullys', ['gully:0104']],
    ['ＧＡＳ', ['gas:0111']],
    ['🕳️🕳️', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(found(text).sort()).toEqual([...words].sort());
  });

  test('are looked for in so many characters as are taken, also where one becomes eighteen', () => {
    expect(fold('\ufdfa'.repeat(2000)).length).toBe(2000);
    expect(fold('电'.repeat(5000)).length).toBe(2000);
  });

  test('are found again when the city’s words change', () => {
    const words = { ...context, unitWords: [{ unitId: 'gas', words: ['瓦斯'] }] };
    expect(findMentions('瓦斯', context)).toEqual([]);
    expect(findMentions('瓦斯', words)).toMatchObject([{ units: ['gas'] }]);
    expect(findMentions('瓦斯', context)).toEqual([]);
  });
});
