import { expect, test } from 'vitest';
import { bestQuestion } from '#domain/match/best-question.ts';
import type { MatchCandidate } from '#domain/match/observation.ts';
import { anAsset, telecom } from './street.ts';

const candidate = (asset: MatchCandidate['asset'], probability: number): MatchCandidate => ({ asset, probability, reasons: [] });

test('what stands on the cover is asked for where that tells owners apart', () => {
  const found = bestQuestion([
    candidate(anAsset('a', 0, 0, { lettering: '电力' }), 0.5),
    candidate(anAsset('b', 1, 0, { ...telecom, lettering: '通信A' }), 0.45),
    candidate(null, 0.05),
  ]);
  expect(found).toMatchObject({ ask: 'lettering' });
  expect(found?.sureAfter).toBeGreaterThan(0.85);
});

test('the shape is asked for where nothing stands on the covers', () => {
  const found = bestQuestion([candidate(anAsset('a', 0, 0), 0.5), candidate(anAsset('b', 1, 0, { ...telecom, shape: 'rectangular' }), 0.5)]);
  expect(found?.ask).toBe('shape');
});

test('a tap is asked for where they look alike', () => {
  const found = bestQuestion([candidate(anAsset('a', 0, 0), 0.5), candidate(anAsset('b', 1, 0, telecom), 0.5)]);
  expect(found).toEqual({ ask: 'tap', about: null, sureAfter: expect.closeTo(0.9, 6) });
});

test('nothing is asked about nothing', () => {
  expect(bestQuestion([candidate(null, 1)])).toBeNull();
});
