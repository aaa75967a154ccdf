import { expect, test } from 'vitest';
import { addressWords } from '#domain/address-words.ts';

const of = (said: string, crossing: string | null = null) => addressWords(said, { road: '大成路', crossing, places: ['徐汇区', '上海市', '上海'] });

test.each<[string, string | null, string[]]>([
  ['大成路', null, []],
  ['供水 大成路', null, ['供水']],
  ['大成路 供水', null, ['供水']],
  ['供水大成路', null, ['供水']],
  ['破损 供水 大成路100号 门口', '100号', ['破损', '供水', '门口']],
  ['大成路100号门口', '100号', []],
  ['大成路 1175弄 2号 供水', '1175弄2号', ['供水']],
  ['大成路1175弄2号楼', '1175弄2号', ['楼']],
  ['大成路第10-3号', '10-3号', []],
  ['上海市徐汇区大成路', null, []],
  ['上海市 徐汇区 大成路附近', null, []],
  ['上海自来水公司 大成路', null, ['上海自来水公司']],
  ['大 成 路 供水', null, ['供水']],
  ['大成路，供水；供水', null, ['供水']],
  ['大成路与无名路路口', null, ['无名路']],
  ['大成路近无名弄', null, ['无名弄']],
])('%s: house %s, besides %j', (said, house, besides) => {
  expect(of(said)).toEqual({ house, besides });
});

test.each(['大成路与斜土路路口', '斜土路 大成路', '大成路/斜土路', '斜土路和大成路交叉口', '大成路近斜土路'])(
  'the two roads of a crossing are no words: %s',
  (said) => {
    expect(of(said, '斜土路')).toEqual({ house: null, besides: [] });
  },
);

test('a house number beside a road that it lies near is the house', () => {
  expect(of('大成路100号近斜土路', '斜土路')).toEqual({ house: '100号', besides: [] });
});

test('a word beside a crossing must be met', () => {
  expect(of('供水 大成路与斜土路路口 破损', '斜土路').besides).toEqual(['供水', '破损']);
});
