import { parse } from 'csv-parse/sync';
import { expect, it, test } from 'vitest';
import type { Matching } from '#domain/contract/matching.ts';
import { figuresOf } from '#domain/said-and-true.ts';
import { groupHref, matchingHref, readChosen } from '../../web/features/analysis/matching/address.ts';
import { figures, matchingCsv } from '../../web/features/analysis/matching/matching-csv.ts';
import { saidBin } from '../support/said-bins.ts';

const reading = (search: string) => {
  const params = new URLSearchParams(search);
  return readChosen((name) => params.get(name) ?? undefined);
};

it('reads from the address what is chosen, and leaves out what is none of it', () => {
  expect(reading('channel=pin&place=310104&class=0105&bin=9&which=wrong')).toEqual({
    ...{ channel: 'pin', placeCode: '310104', classCode: '0105', bin: 9, which: 'wrong' },
  });
  expect(reading('class=none&bin=0')).toMatchObject({ classCode: 'none', bin: 0 });
  expect(reading('channel=letter&place=31&class=abc&bin=12&which=all')).toEqual({});
});

it('a number of a group leads to its orders and keeps what the page is narrowed by; a tenth that was open is shut', () => {
  expect(groupHref('place=310104&bin=3', 'channel', 'pin', 'wrong')).toBe('/analysis/matching?place=310104&channel=pin&which=wrong');
  expect(groupHref('which=right', 'class', 'none')).toBe('/analysis/matching?class=none');
  expect(matchingHref('place=310104', { place: null })).toBe('/analysis/matching?');
});

test('the figures taken along as CSV read back whole', () => {
  const bins = [saidBin(5, 2, 1), saidBin(9, 3, 3, 0.9, { asked: 1, questions: 2 })];
  const whole = figuresOf(bins);
  const { answers, right, said, low, high } = figuresOf(bins.slice(0, 1));
  const matching: Matching = {
    ...{ since: '2026-11-01T00:00:00.000Z', isFull: false, total: whole, bins: [{ bin: 5, answers, right, said, low, high }] },
    ...{ channels: [{ code: 'pin', ...whole }], districts: [{ code: '310104', name: { zh: '徐汇，"区"', en: 'Xuhui' }, ...whole }], classes: [] },
  };
  const csv = matchingCsv(matching, {
    heading: ['维度', '代码', '名称', ...figures],
    dimensions: { total: '合计', bin: '把握', channel: '渠道', place: '区', class: '类别' },
    nameOf: (_of, group) => group.name?.zh ?? group.code,
    binName: (bin) => `${bin}`,
  });
  expect(csv.startsWith('\ufeff')).toBe(true);
  const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true });
  expect(rows.map((row) => [row['维度'], row['名称'], row['answers'], row['right'], row['error']])).toEqual([
    ['合计', '', '5', '4', '0.0800'],
    ['把握', '5', '2', '1', ''],
    ['渠道', 'pin', '5', '4', '0.0800'],
    ['区', '徐汇，"区"', '5', '4', '0.0800'],
  ]);
  expect(rows[0]).toMatchObject({ asked: '1', questions: '2', heard: '5' });
});
