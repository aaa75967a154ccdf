import type { ErrorCode } from './contract/errors.ts';
import type { Grade } from './contract/terms.ts';
import type { Rejection } from './rejection.ts';

/** What is so about an order beside its state. */
export interface Facts {
  /** Whether any of its callers can be reached. */
  readonly hasContact: boolean;
  /** Whether one of them waits to be contacted by the unit that has it now. */
  readonly isCallerWaiting: boolean;
  /** Whether its incident has more than one report. */
  readonly hasSeveralReports: boolean;
  /** Whether it may be one with another open order, and nobody has said so or otherwise. */
  readonly isJoinOffered: boolean;
  /** Of a merged one: whether the other order was not moved on since. */
  readonly didNothingFollow: boolean;
  /** Whether its last act can be taken back: nothing followed it. */
  readonly isLastActStanding: boolean;
  /** A danger that is not over. */
  readonly isHazard: boolean;
  readonly hasArrived: boolean;
  readonly isTimeAsked: boolean;
  /** More time is given once. */
  readonly isTimeGranted: boolean;
  readonly isPauseAsked: boolean;
  /** Whether whoever acts is who asked for more time, or for the pause. */
  readonly didAskTime: boolean;
  readonly didAskPause: boolean;
  readonly isSupervised: boolean;
  readonly isDocketed: boolean;
  /** Who holds it: a handling centre over its place or a unit, and whether a level stands above or below. */
  readonly isCentres: boolean;
  readonly isBelowAnother: boolean;
  readonly isAboveAnother: boolean;
}

/** When a move makes sense at all: somebody left a contact, a danger is open, nobody is on site yet, more time was asked for… */
const conditions = {
  caller: { holds: (f: Facts) => f.hasContact, code: 'contact-none' },
  'caller-waiting': { holds: (f: Facts) => f.isCallerWaiting, code: 'contact-none-waiting' },
  'several-reports': { holds: (f: Facts) => f.hasSeveralReports, code: 'report-only-one' },
  'join-offered': { holds: (f: Facts) => f.isJoinOffered, code: 'join-not-offered' },
  'nothing-followed': { holds: (f: Facts) => f.didNothingFollow, code: 'merge-followed' },
  'act-standing': { holds: (f: Facts) => f.isLastActStanding, code: 'act-followed' },
  danger: { holds: (f: Facts) => f.isHazard, code: 'danger-over' },
  'no-danger': { holds: (f: Facts) => !f.isHazard, code: 'danger-open' },
  'not-arrived': { holds: (f: Facts) => !f.hasArrived, code: 'danger-over' },
  'time-asked': { holds: (f: Facts) => f.isTimeAsked, code: 'time-not-asked' },
  'time-not-asked': { holds: (f: Facts) => !f.isTimeAsked && !f.isTimeGranted, code: 'time-asked-already' },
  'asked-by-another': { holds: (f: Facts) => !f.didAskTime, code: 'asked-by-oneself' },
  'pause-asked': { holds: (f: Facts) => f.isPauseAsked, code: 'pause-not-asked' },
  'pause-not-asked': { holds: (f: Facts) => !f.isPauseAsked, code: 'pause-asked-already' },
  'pause-asked-by-another': { holds: (f: Facts) => !f.didAskPause, code: 'asked-by-oneself' },
  'not-supervised': { holds: (f: Facts) => !f.isSupervised, code: 'supervised-already' },
  supervised: { holds: (f: Facts) => f.isSupervised, code: 'not-supervised' },
  'not-docketed': { holds: (f: Facts) => !f.isDocketed, code: 'docketed-already' },
  docketed: { holds: (f: Facts) => f.isDocketed, code: 'not-docketed' },
  'held-by-unit': { holds: (f: Facts) => !f.isCentres, code: 'centre-hands-on' },
  'held-by-centre': { holds: (f: Facts) => f.isCentres, code: 'unit-returns' },
  'level-above': { holds: (f: Facts) => f.isBelowAnother, code: 'no-level-above' },
  'level-below': { holds: (f: Facts) => f.isAboveAnother, code: 'no-level-below' },
} as const satisfies Readonly<Record<string, { holds: (facts: Facts) => boolean; code: ErrorCode }>>;

export type Condition = keyof typeof conditions;

/** Why a move makes no sense now; null: it does. */
export const untimelyOf = (when: readonly Condition[], facts: Facts): ErrorCode | null => {
  const first = when.find((condition) => !conditions[condition].holds(facts));
  return first === undefined ? null : conditions[first].code;
};

export interface Grades {
  readonly speed: Grade;
  readonly manner: Grade;
  readonly outcome: Grade;
}

/** What a move may ask for. */
export type Ask = 'note' | 'reply' | 'photo' | 'evidence' | 'unit' | 'position' | 'safe' | 'day' | 'grades' | 'order' | 'report' | 'asset' | 'person';

/** What somebody gave with an act. */
export interface Given {
  readonly note?: string | undefined;
  readonly reply?: string | undefined;
  readonly photoCount: number;
  readonly unitId?: string | undefined;
  readonly hasPosition: boolean;
  readonly day?: string | undefined;
  readonly grades?: Grades | undefined;
  readonly orderId?: string | undefined;
  readonly reportId?: string | undefined;
  readonly assetId?: string | undefined;
  readonly personId?: string | undefined;
}

/** What each of them is missed as, and in which field. */
const missingOf: Readonly<Record<Ask, { readonly code: ErrorCode; readonly field: string }>> = {
  note: { code: 'note-missing', field: 'note' },
  reply: { code: 'reply-missing', field: 'reply' },
  photo: { code: 'photo-missing', field: 'photoIds' },
  evidence: { code: 'evidence-missing', field: 'photoIds' },
  unit: { code: 'unit-unknown', field: 'unitId' },
  position: { code: 'position-missing', field: 'position' },
  safe: { code: 'danger-not-safe', field: 'position' },
  day: { code: 'day-missing', field: 'day' },
  grades: { code: 'grades-missing', field: 'grades' },
  order: { code: 'order-missing', field: 'orderId' },
  report: { code: 'report-unknown', field: 'reportId' },
  asset: { code: 'asset-unchosen', field: 'assetId' },
  person: { code: 'person-unchosen', field: 'personId' },
};

const isThere: Readonly<Record<Ask, (given: Given) => boolean>> = {
  note: ({ note }) => Boolean(note?.trim()),
  reply: ({ reply }) => Boolean(reply?.trim()),
  photo: ({ photoCount }) => photoCount > 0,
  evidence: ({ photoCount }) => photoCount > 0,
  unit: ({ unitId }) => Boolean(unitId),
  position: ({ hasPosition }) => hasPosition,
  safe: ({ hasPosition, photoCount }) => hasPosition && photoCount > 0,
  day: ({ day }) => Boolean(day),
  grades: ({ grades }) => grades !== undefined,
  order: ({ orderId }) => Boolean(orderId),
  report: ({ reportId }) => Boolean(reportId),
  asset: ({ assetId }) => Boolean(assetId),
  person: ({ personId }) => Boolean(personId),
};

/** The first thing asked for that was not given; null: nothing is missing. */
export const lackingOf = (asks: readonly Ask[], given: Given): Rejection | null => {
  const lacking = asks.find((ask) => !isThere[ask](given));
  return lacking === undefined ? null : missingOf[lacking];
};
