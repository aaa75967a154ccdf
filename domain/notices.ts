import { rolesWith } from './access.ts';
import type { Role } from './contract/terms.ts';
import { followedSteps } from './followed-steps.ts';

/** Which events notify whom: one table. A kind that somebody need not know of by themselves is sent to who asks for it. */
export const channels = ['page', 'email', 'sms'] as const;
export type Channel = (typeof channels)[number];

/**
 * Whose it is: the person an event names, who was sent by it, the people of the unit it names, of the unit that is accountable, of the one that an act
 * gave the order to (of a denial not the street's centre, nor the one that has to decide: these are told what they are to do), of the street's or the
 * district's centre, of the centre that a denial asks to decide whose it is; of a bill the people of the unit that is asked to pay, and of the one that
 * asks; the agents of its place; administrators; of a public notice the registrars of its place, the people of the units whose claims were decided; who
 * asked for the order or its class. */
export type Addressee =
  | 'person'
  | 'crew'
  | 'unit'
  | 'accountable'
  | 'receiver'
  | 'centre'
  | 'district'
  | 'decider'
  | 'payer'
  | 'biller'
  | 'agent'
  | 'administrator'
  | 'registrar'
  | 'claimant'
  | 'subscriber';

interface Notice {
  /** Of an order's events. */
  readonly actions: readonly string[];
  /** Of a public notice's steps. */
  readonly steps?: readonly string[];
  readonly to: readonly Addressee[];
  /** Where nobody chose otherwise. */
  readonly standard: readonly Channel[];
  readonly words: { readonly zh: string; readonly en: string };
}

const kinds = {
  'danger-call': {
    actions: ['call'],
    to: ['person'],
    standard: ['page', 'email', 'sms'],
    words: { zh: '危险呼叫：请立即应答', en: 'A danger: you are called, answer at once' },
  },
  'call-moved': {
    actions: ['call_on'],
    to: ['person'],
    standard: ['page', 'email', 'sms'],
    words: {
      zh: '您应答或在场处置的危险现在属于这张工单：请在这张工单上继续',
      en: 'The danger that you set out to, or are at, is under this order now: go on there',
    },
  },
  'call-off': {
    actions: ['stand_down'],
    to: ['person'],
    standard: ['page', 'email', 'sms'],
    words: {
      zh: '您应答或在场处置的危险由这张工单办理，已有别人负责：您不必再去',
      en: 'The danger that you set out to, or are at, is part of this order, and somebody else sees to it: you need not',
    },
  },
  'crew-sent': {
    actions: ['send_crew'],
    to: ['crew'],
    standard: ['page'],
    words: { zh: '派您去处置一张工单', en: 'You are sent to an order' },
  },
  'new-order': { actions: ['dispatch'], to: ['accountable'], standard: [], words: { zh: '有新工单', en: 'A new order' } },
  handed: {
    actions: ['hand_up', 'hand_down', 'hand_across', 'return', 'decide_docket'],
    to: ['receiver'],
    standard: ['page'],
    words: { zh: '有工单转来', en: 'An order was handed to you' },
  },
  returned: { actions: ['return'], to: ['centre'], standard: ['page'], words: { zh: '工单被退回', en: 'An order was returned' } },
  'to-decide': {
    actions: ['return'],
    to: ['decider'],
    standard: ['page', 'email'],
    words: { zh: '权属有争议，请裁定', en: 'An ownership is disputed: decide whose it is' },
  },
  'taken-back': {
    actions: ['take_back'],
    to: ['unit', 'accountable'],
    standard: ['page'],
    words: { zh: '工单的上一步已撤回', en: 'The last step of an order was taken back' },
  },
  'asset-chosen': {
    actions: ['choose_asset'],
    to: ['accountable'],
    standard: ['page'],
    words: { zh: '工单改到另一件部件', en: 'An order is about another asset now' },
  },
  rework: {
    actions: ['rework', 'not_solved', 'reopen'],
    to: ['accountable'],
    standard: ['page'],
    words: { zh: '工单要再办', en: 'An order is to be done again' },
  },
  'due-soon': { actions: ['warn'], to: ['unit'], standard: ['page'], words: { zh: '工单即将到期', en: 'An order is due soon' } },
  overdue: { actions: ['overdue', 'escalate'], to: ['accountable', 'unit'], standard: ['page'], words: { zh: '工单已超时', en: 'An order is late' } },
  'time-asked': {
    actions: ['ask_time', 'ask_pause'],
    to: ['centre'],
    standard: ['page'],
    words: { zh: '有延期或挂账申请待批', en: 'More time or a pause is asked for' },
  },
  'time-answered': {
    actions: ['grant_time', 'refuse_time', 'grant_pause', 'refuse_pause'],
    to: ['accountable'],
    standard: ['page'],
    words: { zh: '延期或挂账申请已答复', en: 'A request for more time or a pause was answered' },
  },
  resumed: { actions: ['resume'], to: ['accountable'], standard: ['page'], words: { zh: '挂账的工单恢复办理', en: 'A paused order was resumed' } },
  'to-call-back': { actions: ['check'], to: ['agent'], standard: [], words: { zh: '有来电人待回访', en: 'A caller is to be called back' } },
  billed: {
    actions: ['bill'],
    to: ['payer'],
    standard: ['page', 'email'],
    words: { zh: '本单位的托底费用账单', en: 'A bill for work done in your unit’s place' },
  },
  'case-yours': {
    actions: ['succeed_case'],
    to: ['unit'],
    standard: ['page', 'email'],
    words: { zh: '原单位的托底责任认定由本单位承接', en: 'A fallback’s case of an ended unit is your unit’s now' },
  },
  settled: {
    actions: ['settle'],
    to: ['payer', 'biller'],
    standard: ['page', 'email'],
    words: { zh: '托底处置的责任和费用已了结', en: 'Liability and costs of a fallback were settled' },
  },
  disputed: {
    actions: ['object'],
    to: ['district', 'biller'],
    standard: ['page'],
    words: { zh: '托底费用账单有异议', en: 'A fallback’s bill is disputed' },
  },
  'case-left': {
    actions: ['keep_case'],
    to: ['payer', 'biller', 'district'],
    standard: ['page'],
    words: { zh: '并单已撤销，其间登记的托底账单仍待了结', en: 'A merge was undone: a bill that was entered meanwhile is to be settled' },
  },
  supervised: { actions: ['supervise'], to: ['accountable'], standard: ['page'], words: { zh: '工单被督办', en: 'An order is supervised' } },
  'calendar-missing': {
    actions: ['calendar_alarm'],
    to: ['administrator'],
    standard: ['page', 'email'],
    words: {
      zh: '日历待公布：请在服务器上载入工作日历（npm run calendar）',
      en: 'Calendar pending: load the year’s working days on the server (npm run calendar)',
    },
  },
  'subscribed-order': {
    actions: Object.keys(followedSteps),
    to: ['subscriber'],
    standard: ['page'],
    words: { zh: '您关注的工单有进展', en: 'An order that you follow went on' },
  },
  'subscribed-class': {
    actions: ['dispatch', 'return', 'overdue', 'supervise', 'secure', 'close'],
    to: ['subscriber'],
    standard: ['page'],
    words: { zh: '您关注的小类有工单进展', en: 'An order about a class that you follow' },
  },
  'claim-waiting': {
    actions: [],
    steps: ['claim', 'remind'],
    to: ['registrar'],
    standard: ['page', 'email'],
    words: { zh: '有权属认领待裁定', en: 'A claim waits for a decision' },
  },
  'claim-decided': {
    actions: [],
    steps: ['confirm', 'refuse', 'assign', 'unowned', 'withdraw'],
    to: ['claimant'],
    standard: ['page', 'email'],
    words: { zh: '本单位的认领已有裁定', en: 'Your unit’s claim was decided' },
  },
} as const satisfies Readonly<Record<string, Notice>>;

export type NoticeKind = keyof typeof kinds;
export const noticeKinds: Readonly<Record<NoticeKind, Notice>> = kinds;
export const everyKind = Object.keys(kinds) as NoticeKind[];

/** By which roles people are told what their unit is told. */
export const unitRoles: readonly Role[] = ['clerk', 'crew', 'dispatcher'];

/** A role that somebody holds, and which level's handling centre they act for by it; null: none's. */
export interface HeldRole {
  readonly role: Role;
  readonly centre: 'city' | 'district' | 'street' | null;
}

const ofUnit = ({ role }: HeldRole): boolean => unitRoles.includes(role);
const only =
  (meant: Role) =>
  ({ role }: HeldRole): boolean =>
    role === meant;
const may =
  (permission: 'orders.act' | 'orders.read') =>
  ({ role }: HeldRole): boolean =>
    rolesWith(permission).includes(role);

/** Who can be each of the addressees: as `listRecipients` and `listStepRecipients` find them, whatever the order. */
const canBe: Readonly<Record<Addressee, (held: HeldRole) => boolean>> = {
  person: may('orders.act'),
  crew: may('orders.act'),
  unit: ofUnit,
  accountable: ofUnit,
  receiver: ofUnit,
  payer: ofUnit,
  biller: ofUnit,
  centre: (held) => ofUnit(held) && held.centre === 'street',
  district: (held) => ofUnit(held) && held.centre === 'district',
  decider: (held) => ofUnit(held) && held.centre !== null,
  agent: only('agent'),
  administrator: only('administrator'),
  registrar: only('registrar'),
  claimant: only('clerk'),
  subscriber: may('orders.read'),
};

/** The kinds of notice that somebody can be sent by one of their roles. */
export const kindsFor = (held: readonly HeldRole[]): NoticeKind[] => everyKind.filter((kind) => noticeKinds[kind].to.some((to) => held.some(canBe[to])));

/** Kinds of notice that an action gives rise to. */
export const kindsOf = (action: string): NoticeKind[] => everyKind.filter((kind) => noticeKinds[kind].actions.includes(action));

/** The kind of notice that a public notice's step gives rise to. */
export const kindOfStep = (step: string): NoticeKind | undefined => everyKind.find((kind) => noticeKinds[kind].steps?.includes(step));

/**
 * Actions that have to be heard of every order: those of kinds that go somewhere by themselves, of those that somebody chose, and of classes
 * where somebody follows one. An order that somebody follows is heard by itself.
 */
export const heardActions = (chosen: readonly string[], someFollowClasses: boolean): string[] => {
  const isHeard = (kind: NoticeKind): boolean =>
    noticeKinds[kind].to.includes('subscriber')
      ? kind === 'subscribed-class' && someFollowClasses
      : noticeKinds[kind].standard.length > 0 || chosen.includes(kind);
  return [...new Set(everyKind.filter(isHeard).flatMap((kind) => noticeKinds[kind].actions))];
};

/** Where a person is told: as they chose, else by the standard; mail and SMS only where there is an address. */
export const channelsOf = (
  kind: NoticeKind,
  chosen: readonly Channel[] | null,
  { email, mobile }: { readonly email: string | null; readonly mobile: string | null },
): Channel[] => (chosen ?? noticeKinds[kind].standard).filter((channel) => channel === 'page' || (channel === 'email' ? email !== null : mobile !== null));

interface Told {
  readonly personId: string;
  readonly orderId: string;
  readonly kind: NoticeKind;
  /** The step of the order that is told. */
  readonly action: string | undefined;
  readonly channels: readonly Channel[];
}

/** Of what is told at one moment, that an order came is not told besides, by the same ways, to who is called to it: the call says so. */
export const sayOnce = <T extends Told>(all: readonly T[]): T[] => {
  const keyOf = ({ orderId, personId }: Told) => `${orderId} ${personId}`;
  const called = new Map(all.filter(({ kind }) => kind === 'danger-call').map((call) => [keyOf(call), call.channels]));
  return all.flatMap((one) => {
    if (one.action !== 'dispatch') return [one];
    const left = one.channels.filter((channel) => !called.get(keyOf(one))?.includes(channel));
    return left.length === 0 ? [] : [{ ...one, channels: left }];
  });
};

/** The page that shows what a notice of a public notice is about. */
export const publicNoticePath = (kind: NoticeKind): string => `/registry/ownerless${kind === 'claim-waiting' ? '?show=waiting' : ''}`;
