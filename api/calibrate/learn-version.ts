import type { Pool } from '#db/pool.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import { listSurveyMisses } from '#db/queries/assets/registry-checks.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import { listPastHours } from '#db/queries/reports/lately.ts';
import { holdCalibration, insertMatchVersion, listSettledReports, releaseCalibration, type SettledReportRow } from '#db/queries/reports/match-versions.ts';
import type { Connection } from '#db/sql.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import type { Heirs } from '#domain/match/follow-units.ts';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import { type Change, changesBetween } from '#domain/match/learn/changes.ts';
import { gainBetween, type HeldOut, heldOutOf, isHeldOut, isSurelyBetter, judgeEach, splitHeldOut } from '#domain/match/learn/compare.ts';
import { type LearnedHours, learnHours } from '#domain/match/learn/learn-hours.ts';
import { learnShifts } from '#domain/match/learn/learn-shifts.ts';
import { learnedPart } from '#domain/match/learn/learned-part.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { findNearby } from '../find-nearby.ts';
import { heirsIn, withLivingUnits } from '../living-units.ts';
import { contextOf, hearAddress } from '../match-report.ts';

export interface LearnedVersion {
  readonly id: string;
  readonly taught: number;
  readonly before: HeldOut;
  readonly after: HeldOut;
  /** Of surprise, and its standard error. */
  readonly gain: ReturnType<typeof gainBetween>;
  /** Surely better on the orders held out: from now on reports are weighed by it. */
  readonly isUsed: boolean;
  readonly priors: MatchPriors;
  /** What it believes otherwise than the version in use before it, what changed most first. */
  readonly changes: readonly Change[];
  /** What its sorts of hours were learned from, and their own judgement on hours held out: orders held out tell nothing of them. */
  readonly hours: Omit<LearnedHours, 'learned'>;
}

const mostOrders = 20_000;
const leastOrders = 200;

/**
 * Among the assets as they stood when it came: since then its order may have righted the very record that was wrong, and made whole the cover that was
 * broken, and all records would seem right and no broken cover meant. But whose it was, by its record and by who did the work, is who follows them by now: a unit that ended
 * while an order went on would seem to have been recorded wrongly, and what its things are called would be known of nobody who is left.
 */
const settledOf = async (pool: Pool, vocabulary: Vocabulary, heirs: Heirs, row: SettledReportRow): Promise<Settled> => {
  const { seen } = row;
  const kind = vocabulary.kinds.find(({ code }) => code === row.kindCode) ?? null;
  const nearby = await findNearby(pool, { ...seen, pin: seen.position, accuracyM: seen.accuracyM ?? 15 }, [], row.receivedAt);
  const isUnregistered = row.unitId === null && row.assetId === null;
  // What was named by a number that had been merged before is the one that stood for it, which alone is weighed.
  const assetId = row.assetId === null || nearby.some(({ id }) => id === row.assetId) ? row.assetId : await findSurvivor(pool, row.assetId, row.receivedAt);
  // Whoever had an order that was made void did no work there, and what was picked was not meant.
  const found: Settled['found'] = row.isVoid
    ? { assetId: null, unitId: null, beside: 'nothing' }
    : { assetId, unitId: row.unitId, beside: isUnregistered ? 'unregistered' : null };
  return {
    observation: { ...seen, text: row.text, address: hearAddress(vocabulary, row.address), plate: null, kind },
    nearby: nearby.map((asset) => ({ ...asset, ownerId: heirs.get(asset.ownerId ?? '') ?? asset.ownerId })),
    found,
    incidentId: row.incidentId,
    ...toldIn(row),
  };
};

/** What is told of a hole that is none, or of which nothing was kept, is no part of what is usual. */
const toldIn = ({ seen: { told }, isNamed, foundClass, isVoid }: SettledReportRow): Pick<Settled, 'told'> => {
  if (told === undefined || isVoid) return {};
  return { told: { known: foundClass === null ? told : { [foundClass]: 1 }, ...(isNamed ? { named: told } : {}) } };
};

/** The settled orders of matters that are about an asset, newest first. */
export const listSettled = async (pool: Pool, vocabulary: Vocabulary): Promise<Settled[]> => {
  const rows = (await listSettledReports(pool, mostOrders)).filter(({ kindCode }) => vocabulary.kinds.some((k) => k.code === kindCode && k.about !== 'none'));
  const heirs = heirsIn(vocabulary.units);
  const orders: Settled[] = [];
  for (const row of rows) orders.push(await settledOf(pool, vocabulary, heirs, row));
  return orders;
};

/** The sorts of hours that the city's last year had. */
const learnPast = async (pool: Pool, vocabulary: Vocabulary, now: string): Promise<LearnedHours> => {
  const hours = Math.max(1, contextOf(vocabulary).priors.lately.hours);
  const past = await listPastHours(pool, {
    hours,
    timeZone: vocabulary.city.timeZone,
    now,
    keptDays: cityNumber(vocabulary.city.settings, 'callerRetentionDays'),
  });
  return learnHours(past.map((piece) => ({ ...piece, hours })));
};

const wholeCity = { city: true, placeCodes: [], unitIds: [] };

/** What lies to one side of its record, by the orders that teach. */
const learnAside = async (pool: Pool, now: string): Promise<MatchPriors['learned']['shifts']> => {
  const misses = await listSurveyMisses(pool, wholeCity);
  return learnShifts(
    misses.filter(({ incidentId }) => !isHeldOut(incidentId)),
    Date.parse(now) / 1000,
  );
};

/** @param held what keeps others from learning meanwhile: without it nothing is written */
const learnHeld = async (pool: Pool, held: Connection, now: string): Promise<LearnedVersion | { readonly tooFew: number }> => {
  const vocabulary = withLivingUnits(await getVocabulary(pool));
  const orders = await listSettled(pool, vocabulary);
  if (orders.length < leastOrders) return { tooFew: orders.length };
  const { teach, judge: kept } = splitHeldOut(orders);
  const context = contextOf(vocabulary);
  const { learned, ...hours } = await learnPast(pool, vocabulary, now);
  const priors = calibrate(teach, context, { ...learned, shifts: await learnAside(pool, now) });
  const [answered, answers] = [judgeEach(kept, context), judgeEach(kept, { ...context, priors })];
  const [before, after, gain] = [heldOutOf(answered), heldOutOf(answers), gainBetween(answered, answers)];
  const isUsed = isSurelyBetter(gain, answered);
  const changes = changesBetween(context.priors, priors);
  const summary = { taught: teach.length, before, after, gain, changes, hours };
  const id = await insertMatchVersion(held, { madeAt: now, priors: learnedPart(priors), summary, isUsed });
  return { id, taught: teach.length, before, after, gain, isUsed, priors, changes, hours };
};

/**
 * Learns a version from the settled orders, judges it and the one in use on orders held out, keeps it, and uses it when it is surely better.
 * @returns tooFew: so few orders are settled that they teach nothing; isRunning: another calibration of this city is at it, and nothing was done
 */
export const learnVersion = async (pool: Pool, now: string): Promise<LearnedVersion | { readonly tooFew: number } | { readonly isRunning: true }> => {
  const held = await pool.connect();
  try {
    if (!(await holdCalibration(held))) return { isRunning: true };
    try {
      return await learnHeld(pool, held, now);
    } finally {
      await releaseCalibration(held);
    }
  } finally {
    held.release();
  }
};
