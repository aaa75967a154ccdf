import { formatPlate } from './asset-id.ts';
import type { Language } from './contract/errors.ts';
import { wordNote, wordReason } from './contract/reasons.ts';
import type { LiabilityOutcome, Name, Point, Reason } from './contract/terms.ts';
import { wordAddressInEnglish } from './english-address.ts';
import { localDate, localTime } from './local-time.ts';
import { yuanInCapitals, yuanInFigures } from './yuan.ts';

/** What is known of a billed case of liability. */
export interface BilledCase {
  readonly caseId: string;
  readonly orderId: string;
  readonly unit: Name;
  readonly unitPhone: string | null;
  readonly fallbackUnit: Name;
  readonly fallbackPhone: string | null;
  /** Who settles it: the handling centre of the order's district. */
  readonly centre: Name | null;
  readonly centrePhone: string | null;
  readonly reason: Reason;
  readonly openedAt: string;
  readonly orderOpenedAt: string;
  readonly kind: Name;
  readonly assetId: string | null;
  readonly assetClass: Name | null;
  readonly address: string | null;
  /** The road that its asset stands along. */
  readonly road: Name | null;
  readonly district: Name;
  readonly street: Name;
  readonly position: Point;
  readonly isMadeUp: boolean;
  readonly billFen: number;
  readonly billNote: string;
  readonly billedAt: string;
  readonly billedBy: Name | null;
  readonly settledAt: string | null;
  readonly outcome: LiabilityOutcome | null;
  readonly settlement: string | null;
  /** What people did at the place since the case is open, the earliest first. */
  readonly steps: readonly {
    readonly at: string;
    readonly action: string;
    readonly person: Name | null;
    readonly note: string | null;
    /** What a page wrote beside it, as that it was done long before it could be sent. */
    readonly because: Reason | null;
  }[];
}

/** A bill as it stands on paper, worded in one language; its English with straight apostrophes, as the font for both draws the others a Han character wide. */
export interface BillPaper {
  /** Names its file. */
  readonly key: string;
  readonly title: string;
  readonly number: string;
  readonly date: string;
  /** Of a demo city's past: drawn, nobody owes it. */
  readonly warning: string | null;
  readonly sections: readonly { readonly title: string; readonly lines: readonly (readonly [label: string, text: string])[] }[];
  readonly total: { readonly label: string; readonly figures: string; readonly spelled: string | null };
  readonly objection: readonly string[];
  readonly signature: readonly string[];
}

/** The steps at the place that a bill tells, in the document's words. */
const stepWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  acknowledge: ['值班人员应答，出发', 'the person on duty answered and set out'],
  arrive: ['到达现场', 'arrived at the place'],
  start: ['开始处置', 'began the work'],
  secure: ['围护或盖好，危险消除', 'fenced or covered: no danger any more'],
  resolve: ['修复完成', 'repaired'],
};
export const billedSteps = Object.keys(stepWords);

const outcomeWords: Readonly<Record<LiabilityOutcome, readonly [zh: string, en: string]>> = {
  paid: ['由责任单位承担', 'paid by the unit'],
  shared: ['双方分担', 'shared'],
  waived: ['免予追偿', 'waived'],
  unbilled: ['不计费用', 'not billed'],
};

/** Order and case: no two bills share both. */
export const billNumber = ({ orderId, caseId }: Pick<BilledCase, 'orderId' | 'caseId'>): string => `TD-${orderId}-${caseId}`;

type Line = readonly [label: string, text: string];

/** One language's way of saying things. */
const speakerOf = (language: Language, timeZone: string) => {
  const isZh = language === 'zh';
  return {
    language,
    say: (zh: string, en: string): string => (isZh ? zh : en),
    of: (words: readonly [zh: string, en: string] | undefined): string => words?.[isZh ? 0 : 1] ?? '',
    name: (one: Name): string => one[language],
    at: (instant: string): string => `${localDate(instant, timeZone)} ${localTime(instant, timeZone).slice(0, 5)}`,
    day: (instant: string): string => localDate(instant, timeZone),
    reached: (one: Name, phone: string | null): string => (phone ? (isZh ? `${one.zh}（电话 ${phone}）` : `${one.en} (telephone ${phone})`) : one[language]),
  };
};
type Speaker = ReturnType<typeof speakerOf>;

const parties = (billed: BilledCase, { say, at, reached, language }: Speaker): Line[] => [
  [say('付款单位', 'Asked to pay'), reached(billed.unit, billed.unitPhone)],
  [say('开具单位', 'Asked by'), reached(billed.fallbackUnit, billed.fallbackPhone)],
  [say('事由', 'Why'), `${wordReason(billed.reason, language)} (${at(billed.openedAt)})`],
];

const placeOf = ({ address, road, district, street, position }: BilledCase, { say, language }: Speaker): string => {
  const along = language === 'en' && address !== null && road ? (wordAddressInEnglish(address, road) ?? address) : address;
  const [within, between] = [say(`${district.zh}${street.zh}`, `${street.en}, ${district.en}`), say('', ', ')];
  return `${within}${along === null ? '' : between + along} (${position.lon.toFixed(6)}, ${position.lat.toFixed(6)})`;
};

const what = (billed: BilledCase, speaker: Speaker): Line[] => {
  const { say, at, name } = speaker;
  const { orderId, orderOpenedAt, assetId, assetClass } = billed;
  const asset: Line[] = assetId === null ? [] : [[say('设施', 'Asset'), [formatPlate(assetId), assetClass ? name(assetClass) : ''].join(' ').trim()]];
  return [
    [say('工单', 'Order'), say(`${orderId} 号，${at(orderOpenedAt)} 立案`, `no. ${orderId}, opened ${at(orderOpenedAt)}`)],
    [say('问题', 'Problem'), name(billed.kind)],
    ...asset,
    [say('地点', 'Place'), placeOf(billed, speaker)],
  ];
};

const done = ({ steps }: BilledCase, { say, of, at, name, language }: Speaker): Line[] =>
  steps.length === 0
    ? [['—', say('工单经过中没有记录到场步骤', "the order's story holds no step at the place")]]
    : steps.map(({ at: when, action, person, note, because }) => [
        at(when),
        [of(stepWords[action]), person ? name(person) : '', wordNote(note, because, language)].filter(Boolean).join(' · '),
      ]);

const costs = ({ billNote, billedBy, billedAt, outcome, settledAt, settlement }: BilledCase, { say, of, at, name }: Speaker): Line[] => [
  [say('明细', 'What for'), billNote],
  ...(billedBy ? [[say('登记人', 'Entered by'), `${name(billedBy)}${say('，', ', ')}${at(billedAt)}`] as const] : []),
  ...(outcome && settledAt
    ? [[say('了结', 'Settled'), `${of(outcomeWords[outcome])}${say('，', ', ')}${at(settledAt)}${say('：', ': ')}${settlement ?? ''}`] as const]
    : []),
];

const objection = (billed: BilledCase, { say, reached }: Speaker): string[] => {
  if (billed.settledAt) return [say('本案已了结。', 'This case is settled.')];
  const number = billNumber(billed);
  const decider = billed.centre ? reached(billed.centre, billed.centrePhone) : say('区处置中心', "the district's handling centre");
  return [
    say(
      `对责任或金额有异议的，在本案了结前在工单页“提出异议”，或向${decider}书面提出：写明账单编号 ${number}、异议的内容和理由，附竣工图、照片等证据。`,
      `Whoever disputes the liability or the amount says so on the order's page ("Dispute the bill"), or writes to ${decider}, before the case is settled: with the bill's number ${number}, what is disputed and why, and evidence (as-built drawings, photos).`,
    ),
    say(
      '处置中心听取双方意见后决定：由责任单位承担、双方分担或免予追偿，并记入工单经过。',
      "The centre hears both and decides: paid by the unit, shared or waived; the decision stands in the order's story.",
    ),
  ];
};

/** What a bill says: who asks whom, for which place, what was done there, what it cost, and how to object. */
export const wordBill = (billed: BilledCase, language: Language, timeZone: string): BillPaper => {
  const speaker = speakerOf(language, timeZone);
  const { say, day } = speaker;
  const key = billNumber(billed);
  return {
    key,
    title: say('托底处置费用账单', "Bill for work done in another's place"),
    number: `${say('账单编号', 'Bill no.')} ${key}`,
    date: `${say('开具日期', 'Date')} ${day(billed.billedAt)}`,
    warning: billed.isMadeUp ? say('演示数据：虚构的账单，无人需要支付', 'Made up for a demo city: nobody owes this') : null,
    sections: [
      { title: say('双方', 'Who asks whom'), lines: parties(billed, speaker) },
      { title: say('工单与设施', 'The order and the asset'), lines: what(billed, speaker) },
      { title: say('现场处置', 'What was done at the place'), lines: done(billed, speaker) },
      { title: say('费用', 'Costs'), lines: costs(billed, speaker) },
    ],
    total: {
      label: say('合计（人民币）', 'Total (CNY)'),
      figures: `¥ ${yuanInFigures(billed.billFen)}`,
      spelled: language === 'zh' ? yuanInCapitals(billed.billFen) : null,
    },
    objection: objection(billed, speaker),
    signature: [say('开具单位（盖章）', 'For the unit that asks (stamp)'), say('付款单位签收（签字、日期）', 'Received by the unit asked to pay (name, date)')],
  };
};
