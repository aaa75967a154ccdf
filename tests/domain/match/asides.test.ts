import { describe, expect, test } from 'vitest';
import { matchAssets } from '#domain/match/match-assets.ts';
import { readWords } from '#domain/match/read-words.ts';
import { anAsset, anObservation, context, telecom } from './street.ts';

const heard = (text: string) => {
  const { mentions, looks, isNew, tellsOf } = readWords(anObservation({ text }), context);
  return { words: mentions.map(({ word }) => word), shape: looks.shape, lettering: looks.lettering, isNew, tellsOf };
};

describe('what is told of something else is not heard', () => {
  test.each([
    // neighbours that are in order
    ['电信井盖裂了，旁边那个电力井没事', ['电信井']],
    ['移动的断了，电信没断', ['移动']],
    ['煤气的盖子松，电力、电信的都是好的', ['煤气']],
    ['雨水井沉下去，北面三米是煤气井', ['雨水井']],
    ['供电的碎了，离煤气的方盖子六七米', ['供电']],
    ['电信的没盖好，边上移动的两个没翘', ['电信']],
    ['应该归移动的管，不是移通的', ['移动']],
    ['本来是好的电力井现在破了，煤气的没事', ['电力井']],
    // one beside that is what is meant is heard
    ['旁边那个电力井破了', ['电力井']],
    ['南面电信的裂了', ['电信']],
    // landmarks
    ['路灯旁边那个雨水井凹下去', ['雨水井']],
    ['路灯下面的铁篦子堵了', ['箅子']],
    ['电力井旁边陷下去了', ['电力井']],
    // denials, with what stands between
    ['不是移动的也不是电信的，是供电的', ['供电']],
    ['我说的不是写煤气的那个，是电力的', ['电力']],
    ['不是旁边两个电信井', []],
    ['不是电力的', []],
    ['箅子不是，是煤气', ['煤气']],
    ['是不是电力的', ['电力']],
    ['不是电力就是电信', ['电力', '电信']],
    // who was called or asked
    ['煤气的盖子响，打过电信的电话说不是他们的', ['煤气']],
    ['雨水井破了，供电的人来看过', ['雨水井']],
    // taken back
    ['电力井破了，不对，说错了，是电信井', ['电信井']],
    // nothing else is said: then even an aside is heard
    ['旁边是电力井', ['电力井']],
    ['电力井不正常，电信的没事', ['电力井']],
    ['问过供电了', ['供电']],
  ])('%s', (text, words) => {
    expect(heard(text).words.sort()).toEqual([...words].sort());
  });

  test.each([
    ['方的是好的，圆的破了', 'round'],
    ['方盖子，不对，圆的那个', 'round'],
    ['不是圆的那个，方的碎了', 'rectangular'],
    ['圆的', 'round'],
    ['圆的方的都破了', null],
  ])('nor is a shape: %s', (text, shape) => expect(heard(text).shape).toBe(shape));

  test.each([
    ['写“公交”的盖子破了', '公交'],
    ['写污字的盖子没了', '污'],
    ['圆盖子写燃气两个字', '燃气'],
    ['写了好几次信了', null],
    ['字迹看不清', null],
  ])('what stands on the cover is heard where it is introduced: %s', (text, lettering) => expect(heard(text).lettering).toBe(lettering));

  test.each([
    ['马路上煤气的盖子响', 'thing'],
    ['路面有个坑', 'pit'],
    ['人行道地砖碎了好几块', 'pit'],
    ['马路上有个盖子没了', 'plain'],
    ['马路上一个圆盖子响', 'thing'],
    ['坑洼，我去看了根本没有井', 'pit'],
    ['应该是基坑，不是井', 'pit'],
    ['这个没有井盖', 'plain'],
  ])('a road is told of, or a thing: %s', (text, tells) => expect(heard(text).tellsOf).toBe(tells));
});

describe('what is said to be new, or in no plan', () => {
  const street = [anAsset('a', 3, 0, telecom), anAsset('b', -6, 0)];
  const unregistered = (text: string) =>
    matchAssets(anObservation({ text }), street, context).candidates.find(({ asset, isNothing }) => asset === null && isNothing !== true)?.probability ?? 0;

  test.each(['电信新装的小井，盖子没了', '电信的，图纸上没有', '电信的井，说没登记过'])('is rather taken for something that is not registered: %s', (text) => {
    expect(heard(text).isNew).toBe(true);
    expect(unregistered(text)).toBeGreaterThan(10 * unregistered('电信的井，盖子没了'));
  });

  test('and what stands beside it says nothing of that', () => expect(heard('新装的灯旁边的电力井破了').isNew).toBe(false));
});
