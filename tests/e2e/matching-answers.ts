import type { Page } from '@playwright/test';
import type { Matching, MatchVersion } from '#domain/contract/matching.ts';
import { figuresOf, type SaidBin } from '#domain/said-and-true.ts';
import { saidBin } from '../support/said-bins.ts';

/** Answers of a city of some months, most of them sure, a tenth of what was said apart from what was true here and there. */
const binsOf = (answers: number, apart: number): SaidBin[] =>
  ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((bin) => {
    const of = Math.round((answers * (bin === 9 ? 60 : 5)) / 100);
    const mean = bin === 9 ? 0.975 : (bin + 0.5) / 10;
    const right = Math.round(of * Math.min(1, Math.max(0, mean - apart)));
    const wrong = of - right;
    return saidBin(bin, of, right, mean, {
      misdispatched: Math.round(wrong * 0.6),
      looked: bin < 6 ? Math.round(of / 2) : 0,
      heard: of - 3,
      asked: Math.round(of / 12),
      questions: Math.round(of / 11),
    });
  });

const group = (code: string, answers: number, apart: number, name?: { zh: string; en: string }) => ({
  code,
  ...(name ? { name } : {}),
  ...figuresOf(binsOf(answers, apart)),
});

const bins = binsOf(6_480, 0.02);
const matching: Matching = {
  since: '2026-05-02T01:00:00.000Z',
  isFull: false,
  total: figuresOf(bins),
  bins: bins.map((one) => {
    const { answers, right, said, low, high } = figuresOf([one]);
    return { bin: one.bin, answers, right, said, low, high };
  }),
  channels: [group('pin', 4_100, 0.03), group('hotline', 1_700, 0.01), group('plate', 520, -0.02), group('api', 160, 0.06)],
  districts: [
    group('310104', 1_900, 0.02, { zh: '徐汇区', en: 'Xuhui District' }),
    group('310115', 1_700, 0.04, { zh: '浦东新区', en: 'Pudong New Area' }),
    group('310110', 1_400, 0.01, { zh: '杨浦区', en: 'Yangpu District' }),
    group('310151', 1_300, -0.01, { zh: '崇明区', en: 'Chongming District' }),
    group('310101', 180, 0.08, { zh: '黄浦区', en: 'Huangpu District' }),
  ],
  classes: [
    group('0105', 1_500, 0.01),
    group('0107', 1_300, 0.05),
    group('0103', 1_250, 0.02),
    group('0102', 900, 0.02),
    group('none', 420, 0.09),
    group('0111', 110, -0.03),
  ],
};

const heldOut = (rightOwner: number, calibrationError: number, surprise: number) => ({ orders: 1_124, rightOwner, calibrationError, surprise });
const versions: MatchVersion[] = [
  {
    ...{ id: '3', madeAt: '2026-11-20T02:30:00.000Z', isUsed: false, isInForce: false, taught: 4_890, changed: 2 },
    ...{ before: heldOut(0.913, 0.017, 0.291), after: heldOut(0.912, 0.019, 0.293), gain: { value: -0.002, error: 0.004 } },
    changes: [
      { term: 'plate.slip', before: 0.03, after: 0.027 },
      { term: 'trust.side', before: 0.85, after: 0.87 },
    ],
  },
  {
    ...{ id: '2', madeAt: '2026-11-06T02:30:00.000Z', isUsed: true, isInForce: true, taught: 4_210, changed: 41 },
    ...{ before: heldOut(0.894, 0.034, 0.352), after: heldOut(0.911, 0.018, 0.298), gain: { value: 0.054, error: 0.011 } },
    changes: [
      { term: 'classRates.0107', before: null, after: 2.35 },
      { term: 'hours.1', before: null, after: 0.083 },
      { term: 'hours.1.0103', before: null, after: 6.2 },
      { term: 'errors.pin 14', before: 1, after: 1.42 },
      { term: 'statusOdds.missing', before: 8, after: 11.3 },
      { term: 'ownerRight.drawing', before: 0.93, after: 0.871 },
      { term: 'trust.shape', before: 0.85, after: 0.912 },
      { term: 'unregisteredShare', before: 0.03, after: 0.041 },
      { term: 'locationRates.carriageway', before: 1, after: 1.61 },
      { term: 'photo.aheadM', before: 3, after: 4.2 },
      { term: 'sharpness.match-lately-near', before: 1, after: 0.82 },
      { term: 'newWords.粪管井', before: null, after: 0.031 },
      { term: 'shifts.street.310104001', before: null, after: 8.2 },
      { term: 'shifts.import.12', before: 6.1, after: 0 },
    ],
  },
  {
    ...{ id: '1', madeAt: '2026-08-01T02:30:00.000Z', isUsed: true, isInForce: false, taught: 310, changed: 0 },
    ...{ before: heldOut(0.86, 0.071, 0.47), after: heldOut(0.894, 0.036, 0.36), gain: null, changes: [] },
  },
];

const name = (zh: string, en: string) => ({ zh, en });
const order = (id: number, isRight: boolean, probability: number) => ({
  ...{ id: String(id), state: 'closed', version: 7, isHazard: false, kind: { code: 'cover_loose', name: name('井盖松动、翘起', 'Cover loose or tilting') } },
  ...{ assetId: null, assetClass: null, position: { lon: 121.45, lat: 31.2 }, address: '斜土路1175号', street: name('斜土路街道', 'Xietu Road Subdistrict') },
  ...{ district: name('徐汇区', 'Xuhui District'), unit: { id: 'telecom-a', name: name('通信企业甲', 'Telecom Company A'), kind: 'trade', level: 'trade' } },
  ...{ part: 'none', crew: null, reportCount: 1, dueAt: '2026-11-20T02:30:00.000Z', openedAt: '2026-11-18T02:30:00.000Z', supervisedAt: null },
  ...{ isJoinOffered: false, isMadeUp: false, closedAt: '2026-11-19T08:30:00.000Z' },
  said: { unit: isRight ? name('通信企业甲', 'Telecom Company A') : name('市电力企业', 'City Power'), probability, isRight },
});
const orders = [order(812, true, 0.982), order(806, false, 0.641), order(799, true, 0.874), order(790, true, 0.99), order(771, false, 0.935)];

/** A city of which no answer's owner was found yet. */
export const answerNoMatching = async (page: Page): Promise<void> => {
  const nothing: Matching = { since: null, isFull: false, total: figuresOf([]), bins: [], channels: [], districts: [], classes: [] };
  await page.route(/\/api\/v1\/analysis\/matching(\?|$)/, (route) => route.fulfill({ json: nothing }));
  await page.route(/\/api\/v1\/analysis\/matching\/versions/, (route) => route.fulfill({ json: { versions: [], all: 0 } }));
};

/** A city whose orders and versions stand to be looked at: the stories' own city has few of them. */
export const answerMatching = async (page: Page): Promise<void> => {
  await page.route(/\/api\/v1\/analysis\/matching(\?|$)/, (route) => route.fulfill({ json: matching }));
  await page.route(/\/api\/v1\/analysis\/matching\/orders/, (route) => route.fulfill({ json: { orders, nextCursor: null } }));
  await page.route(/\/api\/v1\/analysis\/matching\/versions/, (route) => route.fulfill({ json: { versions, all: versions.length } }));
};
