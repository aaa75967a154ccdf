import { expect, test } from 'vitest';
import { checkCharacter } from '#domain/asset-id.ts';
import { platesIn } from '../../web/features/unit/plates-in.ts';

const numberOf = (digits: string): string => digits + checkCharacter(digits);
const [first, second] = [numberOf('3101040103000001'), numberOf('3101040103000002')];

test('numbers are found in a list and in a table, grouped or not, each once and in their order', () => {
  const grouped = `${second.slice(0, 6)} ${second.slice(6, 10)} ${second.slice(10)}`;
  expect(platesIn(`编号,状态\r\n${second},损坏\r\n"${first}","缺失"\n${grouped}\n`)).toEqual([second, first]);
});

test('a mistyped number stays, so that somebody is told; what is longer or shorter is no number', () => {
  const wrong = `${first.slice(0, 15)}${(Number(first[15]) + 1) % 10}${first.slice(16)}`;
  expect(platesIn(`${wrong} 13800138000 9${first} ${first.slice(1)}`)).toEqual([wrong]);
});
