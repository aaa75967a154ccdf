import { parse } from 'csv-parse/sync';
import { describe, expect, it, test } from 'vitest';
import type { Analysis } from '#domain/contract/analysis.ts';
import { hrefWith, lastDays, readFilter } from '../../web/features/analysis/address.ts';
import { drawFigure } from '../../web/features/analysis/figure-svg.ts';
import { figuresCsv } from '../../web/features/analysis/figures-csv.ts';
import { labelled, ticksTo } from '../../web/features/analysis/time-scale.ts';

const counts = { orders: 3, hazards: 1, open: 2, late: 0 };
const analysis: Analysis = {
  bucket: 'day',
  times: [{ from: '2026-11-01', to: '2026-11-01', ...counts }],
  within: null,
  placeLevel: 'district',
  places: [{ code: '990101', name: { zh: '西区，"老城"', en: 'West' }, ...counts }],
  kinds: [{ code: 'cover_missing', name: { zh: '井盖缺失', en: 'Cover missing' }, ...counts }],
  units: [],
  total: { ...counts, madeUp: 0 },
};

describe('the axis of the line of time', () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [46, [0, 20, 40, 60]],
    [100, [0, 50, 100]],
    [1234, [0, 500, 1000, 1500]],
  ])('up to %i has the steps %j', (most, ticks) => expect(ticksTo(most)).toEqual(ticks));

  it('bears no more labels than have room', () => {
    const shown = Array.from({ length: 62 }, (_, i) => i).filter(labelled(62, 10));
    expect(shown.length).toBeLessThanOrEqual(10);
    expect(shown[0]).toBe(0);
  });
});

test('the figures taken along as CSV read back whole, quotes and commas and all', () => {
  const dimensions = { total: '合计', time: '时间', place: '各区', kind: '类别', unit: '单位' };
  const csv = figuresCsv(analysis, { heading: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], dimensions, named: ({ zh }) => zh });
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(parse(csv, { bom: true })).toEqual([
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ['合计', '', '', '3', '1', '2', '0'],
    ['时间', '2026-11-01', '2026-11-01', '3', '1', '2', '0'],
    ['各区', '990101', '西区，"老城"', '3', '1', '2', '0'],
    ['类别', 'cover_missing', '井盖缺失', '3', '1', '2', '0'],
  ]);
});

test('the figure is one well-formed drawing in which names are names', () => {
  const bars = [{ name: '<b>&"名"', orders: 5, hazards: 2 }];
  const { svg, width, height } = drawFigure({
    title: 'A & B',
    about: ['2026'],
    totals: [{ name: 'x', value: '5' }],
    time: { title: 't', bars },
    groups: [{ title: 'g', bars: [...bars, { name: '很长的名字'.repeat(9), orders: 0, hazards: 0 }] }],
    note: 'n',
    font: '"PingFang SC", sans-serif',
    wordNumber: String,
  });
  expect(svg).toContain('&lt;b&gt;&amp;&quot;名&quot;');
  expect(svg).toMatch(/很长的名字[^<]*…</);
  expect(svg).not.toMatch(/NaN|undefined|<b>/);
  expect([width, height > 600]).toEqual([1600, true]);
});

describe('the address of an analysis', () => {
  it('asks for the last thirty days where nobody said which, and for the map’s box where it says so', () => {
    const now = Date.parse('2026-11-23T17:00:00Z'); // the 24th in Shanghai
    expect(lastDays(30, now, 'Asia/Shanghai')).toEqual({ from: '2026-10-26', to: '2026-11-24' });
    const said: Record<string, string> = { view: '1', kind: 'cover_noise', from: 'x', standing: 'nothing', hazard: '1' };
    expect(readFilter((name) => said[name], [121, 31, 122, 32], now, 'Asia/Shanghai')).toMatchObject({
      from: '2026-10-26',
      kind: 'cover_noise',
      hazard: true,
      standing: undefined,
      bbox: '121.000000,31.000000,122.000000,32.000000',
    });
  });

  it('keeps what is chosen when one thing more is, and lets go of what is taken back', () => {
    expect(hrefWith('from=2026-11-01&kind=a', { kind: null, place: '990101' })).toBe('/analysis?from=2026-11-01&place=990101');
  });
});
