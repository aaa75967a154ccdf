import { expect, test } from 'vitest';
import type { CensusFile, CensusRecord } from '#census/census-file.ts';
import { exchangeFields, exchangeKeys, recogniseColumns } from '#census/exchange-fields.ts';
import { listedKeys, listedWords, readFlag, readListed, writeFlag, writeListed } from '#census/exchange-values.ts';

test('the national exchange names are known by themselves, in any case', () => {
  expect(recogniseColumns(['ObjID', 'objname', 'DEPTCODE1', 'DeptName1', 'DeptCode2', 'DeptName2', 'DeptCode3', 'DeptName3'])).toEqual([
    'number',
    'name',
    'authorityCode',
    'authorityName',
    'ownerCode',
    'ownerName',
    'maintainerCode',
    'maintainerName',
  ]);
  expect(recogniseColumns(['BGID', 'ObjState', 'ORDate', 'CHDate', 'DataSource', 'Note', 'x', 'y'])).toEqual([
    'gridCell',
    'status',
    'firstRecordedOn',
    'changedOn',
    'dataSource',
    'note',
    'x',
    'y',
  ]);
});

test('Chinese headings are known with brackets, spaces, stars and full-width letters', () => {
  expect(recogniseColumns(['部件标识码*', '权属单位（名称）', ' 经度 ', '纬度', 'ＯｂｊＳｔａｔｅ', '井深(m)', '没有这个'])).toEqual([
    'number',
    'ownerName',
    'x',
    'y',
    'status',
    'depthM',
    null,
  ]);
});

test('a day of building is the year, and an owner’s own number has its names', () => {
  for (const heading of ['建造日期', '建成日期', '竣工时间', '建造年份', '建设年份', '建成年份']) expect(recogniseColumns([heading])).toEqual(['yearBuilt']);
  for (const heading of ['自编号', '单位自编号', '权属单位自编号', '原编号']) expect(recogniseColumns([heading])).toEqual(['sourceNumber']);
});

test('a field is taken once: by its own name first, else by the column that comes first', () => {
  expect(recogniseColumns(['编号', 'ObjID', '备注', '说明'])).toEqual([null, 'number', 'note', null]);
});

test('each Shapefile name is ten letters at most and each heading means one field', () => {
  const shorts = exchangeKeys.map((key) => exchangeFields[key].short);
  expect(shorts.filter((short) => !/^[A-Za-z][A-Za-z0-9]{0,9}$/.test(short))).toEqual([]);
  expect(new Set(shorts.map((short) => short.toLowerCase())).size).toBe(shorts.length);
  for (const written of ['name', 'short', 'zh'] as const)
    expect(recogniseColumns(exchangeKeys.map((key) => exchangeFields[key][written]))).toEqual(exchangeKeys);
});

test('what the export writes for a value of a list reads back as that value', () => {
  for (const key of listedKeys)
    for (const code of new Set(listedWords(key).values())) {
      expect([key, code, readListed(key, writeListed(key, code)), readListed(key, code)]).toEqual([key, code, code, code]);
      expect(writeListed(key, code)).toMatch(/\p{Script=Han}/u);
    }
  expect(readListed('status', ' 破 损 ')).toBe('damaged');
  expect(readListed('status', '好像坏了')).toBeNull();
  for (const flag of [true, false]) expect(readFlag(writeFlag(flag))).toBe(flag);
  expect(readFlag('也许')).toBeNull();
});

test('a file says which of its columns are known, and its rows keep their places', () => {
  const row: CensusRecord = { row: 2, values: ['3101040102000001', null], point: null };
  const file: Pick<CensusFile, 'columns'> = { columns: ['ObjID', '井盖颜色'] };
  expect(recogniseColumns(file.columns).map((key, i) => (key === null ? null : row.values[i]))).toEqual(['3101040102000001', null]);
});
