import { expect, test } from 'vitest';
import { saidWords } from '#domain/said-words.ts';

test.each<[string, string[]]>([
  ['损坏的燃气', ['损坏', '燃气']],
  ['徐汇区 损坏的燃气井', ['徐汇区', '损坏', '燃气井']],
  ['缺失雨水井盖', ['缺失', '雨水井盖']],
  ['井圈松动，待整治', ['井圈松动', '待整治']],
  ['破损', ['破损']],
  ['的', []],
  ['damaged gas', ['damaged', 'gas']],
])('%s is %j', (said, words) => {
  expect(saidWords(said)).toEqual(words);
});
