import { describe, expect, it } from 'vitest';
import { defaultImportRules } from '#domain/import-rules.ts';
import { livingReach, recall, type SourceMemory } from '#domain/source-memory.ts';

const reach = (...codes: string[]) => ({ city: false, placeCodes: codes, unitIds: [] });
const city = { city: true, placeCodes: [], unitIds: [] };
const memory = (of: SourceMemory['reach'], more: Partial<SourceMemory> = {}): SourceMemory => ({
  ...{ name: 's', reach: of, mapping: {}, system: 'EPSG:4326', axes: 'east-north', rules: defaultImportRules, words: {}, updatedAt: '2026-01-01' },
  ...more,
});

describe('what is remembered of a source', () => {
  const ofCity = memory(city, { system: 'EPSG:4549', mapping: { a: 'x', b: 'y' }, words: { unit: { 电: 'power', 水: 'water' } } });
  const ofWest = memory(reach('990101'), { system: 'GCJ-02', mapping: { b: null, c: 'note' }, words: { unit: { 水: 'drainage' } } });
  const ofStreet = memory(reach('990101001'), { system: 'BD-09' });
  const all = [ofStreet, ofWest, ofCity];

  it('is the nearest scope’s, with what wider ones say of other columns and words', () => {
    expect(recall(all, reach('990101'))).toMatchObject({
      ...{ system: 'GCJ-02', isOwn: true, mapping: { a: 'x', b: null, c: 'note' } },
      words: { unit: { 电: 'power', 水: 'drainage' }, class: {} },
    });
    expect(recall(all, reach('990101001'))).toMatchObject({ system: 'BD-09', isOwn: true, mapping: { a: 'x', b: null, c: 'note' } });
    expect(recall(all, reach('990101002'))).toMatchObject({ system: 'GCJ-02', isOwn: false, reach: ofWest.reach });
  });

  it('of one scope is nothing to another, nor to one that is wider', () => {
    expect(recall(all, reach('990102'))).toMatchObject({ system: 'EPSG:4549', isOwn: false, mapping: { a: 'x', b: 'y' } });
    expect(recall(all, city)).toMatchObject({ system: 'EPSG:4549', isOwn: true });
    expect(recall([ofWest, ofStreet], city)).toBeUndefined();
    expect(recall([ofWest], { ...reach(), unitIds: ['power'] })).toBeUndefined();
  });

  it('keeps a heading whatever its name', () => {
    const mapping = JSON.parse('{"__proto__": "note", "constructor": "x"}') as Record<string, string>;
    expect(Object.entries(recall([memory(city, { mapping })], city)?.mapping ?? {})).toEqual(Object.entries(mapping));
  });

  it('of a district that went into another is that one’s, and a unit’s is its successor’s', () => {
    const heirs = { places: { '310108': '310106', '310108001': '310106001' }, units: { old: 'new' } };
    expect(livingReach(reach('310106', '310108'), heirs)).toEqual(reach('310106'));
    expect(livingReach(reach('310108001', '310106'), heirs)).toEqual(reach('310106'));
    expect(livingReach({ ...reach('310104007'), unitIds: ['old', 'new'] }, heirs)).toEqual({ ...reach('310104007'), unitIds: ['new'] });
    expect(livingReach({ ...city, placeCodes: ['310106'] }, heirs)).toEqual(city);
  });
});
