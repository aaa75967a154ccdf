import { describe, expect, it } from 'vitest';
import { defaultImportRules } from '#domain/import-rules.ts';
import { livingReach, recall, type SaidOfFile, type SourceMemory, saidBy } from '#domain/source-memory.ts';

const reach = (...codes: string[]) => ({ city: false, placeCodes: codes, unitIds: [] });
const city = { city: true, placeCodes: [], unitIds: [] };
const memory = (of: SourceMemory['reach'], more: Partial<SourceMemory> = {}): SourceMemory => ({
  ...{ name: 's', reach: of, mapping: {}, coordinates: null, rules: {}, words: {}, updatedAt: '2026-01-01' },
  ...more,
});

describe('what is remembered of a source', () => {
  const east = (system: string) => ({ system, axes: 'east-north' as const });
  const ofCity = memory(city, {
    ...{ coordinates: east('EPSG:4549'), mapping: { a: 'x', b: 'y' }, rules: { withinM: 0.7, movedFarM: 50 } },
    words: { unit: { 电: 'power', 水: 'water' } },
  });
  const ofWest = memory(reach('990101'), { mapping: { b: null, c: 'note' }, rules: { withinM: 1.5 }, words: { unit: { 水: 'drainage' } } });
  const ofStreet = memory(reach('990101001'), { coordinates: east('BD-09') });
  const all = [ofStreet, ofWest, ofCity];

  it('is the nearest scope’s where that said something, and what wider ones say of all else', () => {
    expect(recall(all, reach('990101'))).toMatchObject({
      ...{
        isOwn: true,
        widerReach: city,
        coordinates: east('EPSG:4549'),
        mappings: [
          { b: null, c: 'note' },
          { a: 'x', b: 'y' },
        ],
      },
      rules: { ...defaultImportRules, withinM: 1.5, movedFarM: 50 },
      words: { unit: { 电: 'power', 水: 'drainage' }, class: {} },
      own: { headings: ['b', 'c'], rules: ['withinM'], coordinates: false, words: 1 },
    });
    expect(recall(all, reach('990101001'))).toMatchObject({ coordinates: east('BD-09'), isOwn: true, widerReach: ofWest.reach, rules: { withinM: 1.5 } });
    expect(recall(all, reach('990101002'))).toMatchObject({
      coordinates: east('EPSG:4549'),
      isOwn: false,
      reach: ofWest.reach,
      own: { headings: [], words: 0 },
    });
  });

  it('of one scope is nothing to another, nor to one that is wider', () => {
    expect(recall(all, reach('990102'))).toMatchObject({ coordinates: east('EPSG:4549'), isOwn: false, mappings: [{ a: 'x', b: 'y' }] });
    expect(recall(all, city)).toMatchObject({ coordinates: east('EPSG:4549'), isOwn: true, widerReach: null });
    expect(recall([ofWest, ofStreet], city)).toBeUndefined();
    expect(recall([ofWest], { ...reach(), unitIds: ['power'] })).toBeUndefined();
  });

  it('keeps a heading whatever its name', () => {
    const mapping = JSON.parse('{"__proto__": "note", "constructor": "x"}') as Record<string, string>;
    expect(Object.entries(recall([memory(city, { mapping })], city)?.mappings[0] ?? {})).toEqual(Object.entries(mapping));
  });

  it('of a district that went into another is that one’s, and a unit’s is its successor’s', () => {
    const heirs = { places: { '310108': '310106', '310108001': '310106001' }, units: { old: 'new' } };
    expect(livingReach(reach('310106', '310108'), heirs)).toEqual(reach('310106'));
    expect(livingReach(reach('310108001', '310106'), heirs)).toEqual(reach('310106'));
    expect(livingReach({ ...reach('310104007'), unitIds: ['old', 'new'] }, heirs)).toEqual({ ...reach('310104007'), unitIds: ['new'] });
    expect(livingReach({ ...city, placeCodes: ['310106'] }, heirs)).toEqual(city);
  });

  const said = (now: Partial<SaidOfFile>): SaidOfFile => ({
    ...{ mapping: {}, coordinates: east('EPSG:4549'), coordinatesAreSaid: false, rules: {}, words: {} },
    ...now,
  });
  const west = (now: Partial<SaidOfFile>, memories = all) => saidBy(memories, reach('990101'), said(now)).after;

  it('grows by what was said of a file alone: who says one rule takes over nothing else', () => {
    expect(west({ rules: { movedFarM: 80 } })).toEqual({
      ...{ mapping: ofWest.mapping, coordinates: null, rules: { withinM: 1.5, movedFarM: 80 } },
      words: { unit: { 水: 'drainage' }, class: {} },
    });
    expect(west({ coordinates: east('GCJ-02'), coordinatesAreSaid: true }).coordinates).toEqual(east('GCJ-02'));
    expect(saidBy(all, reach('990102'), said({})).after).toEqual({ mapping: {}, coordinates: null, rules: {}, words: { unit: {}, class: {} } });
  });

  it('follows a wider scope again where it is said as that says it, or as all hold it of themselves', () => {
    const back = { mapping: { b: 'y' }, rules: { withinM: 0.7 }, words: { unit: { 水: 'water' } } };
    expect(west(back)).toEqual({ mapping: { c: 'note' }, coordinates: null, rules: {}, words: { unit: {}, class: {} } });
    const alone = memory(reach('990101'), { coordinates: east('GCJ-02'), rules: { withinM: 1 } });
    expect(west({ rules: { withinM: 0.5 }, coordinatesAreSaid: true }, [ofCity, { ...alone }])).toMatchObject({ coordinates: null, rules: { withinM: 0.5 } });
    expect(west({ rules: { withinM: 0.5 } }, [alone])).toMatchObject({ coordinates: east('GCJ-02'), rules: {} });
  });

  it('keeps the coordinates of its first file, whoever said them, where nobody has said any', () => {
    expect(west({}, []).coordinates).toEqual(east('EPSG:4549'));
    expect(west({ coordinates: null, words: { unit: { 电: 'power' } } }, [])).toMatchObject({ coordinates: null, words: { unit: { 电: 'power' } } });
  });

  it('of a district that was two adds both up, and is one once more is said', () => {
    const two = [memory(reach('990101'), { mapping: { a: 'x' } }), memory(reach('990101'), { mapping: { b: 'y' }, updatedAt: '2026-01-02' })];
    expect(west({}, two).mapping).toEqual({ a: 'x', b: 'y' });
  });
});
