import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter } from '#domain/asset-id.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import { readFragment } from '#domain/plate-reading.ts';
import { anAsset, anObservation, at, brokenCover, context, telecom } from './street.ts';

const numberOf = (serial: number, classCode = '0105') => {
  const digits = `310104${classCode}${String(serial).padStart(6, '0')}`;
  return digits + checkCharacter(digits);
};

/** A row of wells three metres apart, their numbers in no order, as a street has them. */
const serials = [4821, 117, 20_936, 3345, 15_702, 908, 11_263, 7754, 19_018, 2650];
const row = serials.map((serial, i) => anAsset(numberOf(serial), 3 * i - 13, 1));
const meant = 6;
const id = numberOf(serials[meant] ?? 0);

const match = (plateRead: string | null, rest: Parameters<typeof anObservation>[0] = {}, nearby = row) =>
  matchAssets(anObservation({ accuracyM: 20, kind: brokenCover, plateRead, ...rest }), nearby, context);
const chanceOf = (result: ReturnType<typeof match>, wanted: string) => result.candidates.find(({ asset }) => asset?.id === wanted)?.probability ?? 0;

describe('what could be read of a plate', () => {
  test.each([
    ['its last five', id.slice(12), 0.95],
    ['its last eight with one that could not be read', `${id.slice(9, 13)}?${id.slice(14)}`, 0.95],
    ['the whole of it with a wrong digit', `${id.slice(0, 12)}${(Number(id[12]) + 1) % 10}${id.slice(13)}`, 0.95],
    ['the whole of it with a digit lost', id.slice(0, 13) + id.slice(14), 0.95],
    ['the whole of it with a digit twice', id.slice(0, 13) + id.slice(12), 0.95],
    ['the whole of it with two neighbours exchanged', `${id.slice(0, 13)}${id.charAt(14)}${id.charAt(13)}${id.slice(15)}`, 0.95],
    ['its serial with a wrong digit', `01${(Number(id[12]) + 3) % 10}${id.slice(13, 16)}`, 0.5],
  ])('tells which is meant: %s', (_what, read, least) => {
    expect(readFragment(read)).toBe(read);
    const result = match(read);
    expect(result.candidates[0]?.asset?.id).toBe(id);
    expect(chanceOf(result, id)).toBeGreaterThan(least);
    expect(result.candidates[0]?.reasons.find(({ code }) => code === 'match-plate-part')?.params).toEqual({ read });
  });

  test('that all numbers of the street share tells hardly anything', () => {
    const [told, silent] = [match('3101040105'), match(null)];
    const among = (result: ReturnType<typeof match>, wanted: string) => chanceOf(result, wanted) / row.reduce((sum, one) => sum + chanceOf(result, one.id), 0);
    for (const { id: any } of row) {
      expect(among(told, any) / among(silent, any)).toBeCloseTo(1, 6); // nothing of which of them
      expect(chanceOf(told, any) / chanceOf(silent, any)).toBeCloseTo(1, 1); // hardly that it is one of them
    }
  });

  test('that is no number of the street leaves all of them in doubt, and speaks for something that is not registered', () => {
    const [told, silent] = [match('98765432'), match(null)];
    expect(told.candidates.find(({ asset, isNothing }) => asset === null && !isNothing)?.probability).toBeGreaterThan(
      2 * (silent.candidates.find(({ asset, isNothing }) => asset === null && !isNothing)?.probability ?? 1),
    );
    expect(told.candidates.some(({ reasons }) => reasons.some(({ code }) => code === 'match-plate-part-other'))).toBe(true);
  });

  test('that contradicts the words ends in doubt, both told', () => {
    const nearby = [...row.slice(0, 5), anAsset(numberOf(33_871, '0107'), -1, 0, telecom), ...row.slice(5)];
    const result = match('3387', { text: '电力井盖' }, nearby);
    const codes = result.candidates.find(({ asset }) => asset?.classCode === '0107')?.reasons.map(({ code }) => code) ?? [];
    expect(codes).toEqual(expect.arrayContaining(['match-plate-part', 'match-words-other']));
    expect(chanceOf(match('3387', {}, nearby), numberOf(33_871, '0107'))).toBeGreaterThan(chanceOf(result, numberOf(33_871, '0107')));
    expect(result.owners[0]?.probability).toBeLessThan(0.97);
  });

  test('a number that stands far off among the near ones leaves what is not registered as likely as it was', () => {
    const far = anAsset(numberOf(60_001), 250, 0);
    const chance = (named: readonly string[]) =>
      match('44444', { named }, [...row, far]).candidates.find(({ asset, isNothing }) => asset === null && !isNothing)?.probability ?? 0;
    expect(chance([far.id])).toBeGreaterThan(chance([]));
  });

  test.each(['hello', '123', '????1', '井盖 12345', id, '1'.repeat(20), ''])('is nothing that was read: %s', (typed) => {
    expect(readFragment(typed)).toBeNull();
  });

  test('is weighed in any form: probabilities sum to one, and no reason is beyond what a whole plate tells', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9X?]{4,19}$/), (read) => {
        const { candidates } = match(read, { position: at(0, 0) });
        expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
        for (const { reasons } of candidates) for (const { weight = 0 } of reasons) expect(Math.abs(weight)).toBeLessThan(20);
      }),
    );
  });
});
