import { describe, expect, it } from 'vitest';
import { decideFacts, faultsOfFacts, isYetToCome, openingTooWide } from '../../domain/asset-facts.ts';

const today = '2026-11-26';

describe('a day or a year', () => {
  it.each([
    ['2026-11-26', false],
    ['2026-11-27', true],
    ['2062-01-01', true],
    ['2026', false],
    ['2027', true],
    ['1998', false],
  ])('%s is yet to come: %s', (said, expected) => expect(isYetToCome(said, today)).toBe(expected));
});

describe('a clear opening', () => {
  it.each([
    ['as wide as its cover', 700, [700, null], null],
    ['wider than its round cover', 701, [700, null], { opening: 701, size: 700 }],
    ['no wider than the longer side', 880, [900, 600], null],
    ['wider than both sides', 901, [900, 600], { opening: 901, size: 900 }],
    ['beside a shorter side alone', 610, [null, 600], { opening: 610, size: 600 }],
    ['of a cover whose size nobody knows', 9999, [null, null], null],
    ['that nobody measured', null, [700, null], null],
  ])('%s', (_what, opening, sides, params) => {
    const fault = openingTooWide(opening, ...sides);
    expect(fault).toEqual(params === null ? null : { code: 'clear-opening-wider', field: 'clearOpeningMm', params });
  });
});

describe('what is said of an asset', () => {
  it('has each of its faults at its own field', () => {
    const said = { lastVerifiedOn: '2026-11-27', yearBuilt: 2027, fittedOn: '2062-01-01', sizeMm: 700, clearOpeningMm: 9999, address: '桥头路 2030' };
    expect(Object.keys(faultsOfFacts(said, today))).toEqual(['lastVerifiedOn', 'fittedOn', 'yearBuilt', 'clearOpeningMm']);
    expect(decideFacts(said, today, { within: 'cover' })).toEqual({
      ok: false,
      rejection: { code: 'census-date-future', field: 'cover/lastVerifiedOn', params: { text: '2026-11-27' } },
    });
  });

  it('is held against what stands recorded only where it speaks of the same', () => {
    const recorded = { sizeMm: 700, clearOpeningMm: 800, fittedOn: '2062-01-01' };
    expect(decideFacts({ maker: '甲厂' }, today, { recorded }).ok).toBe(true);
    expect(decideFacts({ widthMm: 500 }, today, { recorded }).ok).toBe(false);
    expect(decideFacts({ clearOpeningMm: null }, today, { recorded }).ok).toBe(true);
    expect(decideFacts({ sizeMm: 900 }, today, { recorded }).ok).toBe(true);
  });
});
