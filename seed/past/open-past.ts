import type { PastKind, PastTarget } from '#db/queries/seeding/past.ts';
import type { PlaceUnits } from '#domain/apply-rules.ts';
import { type ClockInput, decideDeadlines, decideWorkingDayClock, hazardDeadline, secureDeadline } from '#domain/clocks.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { type DispatchDecision, decideDispatch } from '#domain/dispatch.ts';
import type { MatchResult, NearbyAsset } from '#domain/match/observation.ts';
import { pickWeighted, type Random } from '../random.ts';
import { pastModel } from './past-model.ts';
import type { Clocks } from './story.ts';

type Counting = Pick<ClockInput, 'calendar' | 'timeZone' | 'settings'>;

const dayClock = (clock: 'contact' | 'close' | 'supervise' | 'request', days: number, counting: Counting) => (receivedAt: string) =>
  decideWorkingDayClock(clock, days, { ...counting, receivedAt });

/** The clocks of a place, by the city's own days. */
export const clocksFor = (counting: Counting, settlement: 'town' | 'suburb'): Clocks => ({
  contact: dayClock('contact', counting.settings.contactWorkingDays, counting),
  close: dayClock('close', counting.settings.closeWorkingDays, counting),
  long: dayClock('close', counting.settings.longWorkingDays, counting),
  supervise: dayClock('supervise', counting.settings.superviseWorkingDays, counting),
  request: dayClock('request', counting.settings.requestWorkingDays, counting),
  secure: (at) => secureDeadline(at, counting.settings.secureHours),
  hazard: (receivedAt) => hazardDeadline({ receivedAt, settlement, settings: counting.settings }),
});

export type How = 'plate' | 'picked' | 'matched' | 'unsure' | 'none';

/** How a caller's thing is known. */
export const drawHow = (random: Random): How => {
  const { plate, picked, matched, unsure } = pastModel;
  const none = 1 - plate - picked - matched - unsure;
  return pickWeighted(
    random,
    Object.entries({ plate, picked, matched, unsure, none }).map(([item, weight]) => ({ item: item as How, weight })),
  );
};

const nearbyOf = (target: PastTarget): NearbyAsset => ({
  ...{ id: target.id, classCode: target.classCode, className: target.className, lon: target.lon, lat: target.lat, distanceM: 2, positionAccuracyM: 1 },
  ...{ ownerId: target.ownerId, ownerConfidence: target.ownerConfidence, maintainerId: target.maintainerId, status: 'intact', roadName: null },
  ...{ shape: null, material: null, lettering: null, locationKind: target.locationKind },
});

const certainty: Readonly<Record<How, number>> = { plate: 0.997, picked: 0.993, matched: 0.95, unsure: 0.5, none: 0 };

/** A match as it may have been told: the thing itself, and nothing registered. */
export const matchOf = (target: PastTarget, how: How): MatchResult => {
  const probability = certainty[how];
  const rest = 1 - probability;
  const isKept = target.ownerId !== null && probability > 0;
  return {
    candidates: [
      ...(probability > 0 ? [{ asset: nearbyOf(target), probability, reasons: [] }] : []),
      { asset: null, probability: rest, reasons: [{ code: 'match-unregistered', weight: 0 }] },
    ],
    owners: isKept
      ? [
          { unitId: target.ownerId, probability },
          { unitId: null, probability: rest },
        ]
      : [{ unitId: null, probability: 1 }],
    action: how === 'unsure' || how === 'none' ? 'ask' : 'dispatch',
    question: null,
  };
};

export interface Opened {
  readonly decision: DispatchDecision;
  readonly deadlines: ReturnType<Clocks['contact']>[];
  readonly isHazard: boolean;
}

export interface Opening {
  readonly target: PastTarget;
  readonly kind: PastKind;
  readonly how: How;
  readonly at: string;
  /** HH:MM of the city. */
  readonly time: string;
  readonly someoneHurt: boolean;
  readonly hasContact: boolean;
  readonly units: PlaceUnits;
  readonly counting: Counting;
}

/** Decided as the living service would have decided it. */
export const openPast = ({ target, kind, how, at, time, someoneHurt, hasContact, units, counting }: Opening, rules: readonly DispatchRule[]): Opened => {
  const isHazard = kind.isHazard || someoneHurt;
  const isAbout = kind.about !== 'none';
  const asset = nearbyOf(target);
  const place = { districtCode: target.districtCode, streetCode: target.streetCode };
  const decision = decideDispatch(
    {
      ...{ kind, isHazard, place, time, units },
      match: isAbout && how !== 'none' ? matchOf(target, how) : null,
      picked: isAbout && how === 'picked' ? asset : null,
      plateAsset: isAbout && how === 'plate' ? asset : null,
    },
    { version: 1, rules },
  );
  const decided = decideDeadlines({ isHazard, settlement: target.settlement, receivedAt: at, ...counting });
  return { decision, isHazard, deadlines: decided.filter(({ clock }) => clock !== 'contact' || hasContact) };
};
