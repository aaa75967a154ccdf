import { pick, type Random, randomOf } from '../random.ts';

/** How a made-up unit works. Stated, not measured: docs/past.md says why each figure is what it is. */
export interface Character {
  /** Median hours to sign, to begin and to repair, and how widely they scatter (log-normal). */
  readonly hours: { readonly sign: number; readonly begin: number; readonly repair: number; readonly spread: number };
  /** Minutes until somebody is on site at a danger. */
  readonly arriveMinutes: number;
  /** How often it denies what is its own, and what is not. */
  readonly deniesOwn: number;
  readonly deniesOthers: number;
  /** How often its work does not pass. */
  readonly rework: number;
  readonly calls: number;
}

const good: Character = {
  hours: { sign: 0.7, begin: 3, repair: 12, spread: 0.6 },
  arriveMinutes: 45,
  deniesOwn: 0.004,
  deniesOthers: 0.95,
  rework: 0.02,
  calls: 0.97,
};
const fair: Character = {
  hours: { sign: 2, begin: 8, repair: 30, spread: 0.8 },
  arriveMinutes: 75,
  deniesOwn: 0.02,
  deniesOthers: 0.9,
  rework: 0.06,
  calls: 0.88,
};
const bad: Character = {
  hours: { sign: 7, begin: 24, repair: 60, spread: 1.0 },
  arriveMinutes: 130,
  deniesOwn: 0.12,
  deniesOthers: 0.9,
  rework: 0.15,
  calls: 0.65,
};

/** A unit is good, fair or bad by its id alone, the same in every seeding: one in four is good, one in four bad. */
export const characterOf = (unitId: string): Character => pick(randomOf('character', unitId), [good, fair, fair, bad]);

/** Log-normal hours about a median, in milliseconds. */
export const drawMs = (random: Random, medianHours: number, spread: number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(medianHours * Math.exp(spread * normal) * 3_600_000);
};

export const pastModel = {
  days: 90,
  /** One report in the past for so many assets, and never more than so many: what a seeding of 200,000 assets bears in seconds. */
  assetsPerReport: 10,
  mostReports: 40_000,
  /** Days of heavy rain: reports come so many times as often, and most are about drainage. */
  storms: { count: 3, factor: 5, drainageShare: 0.7 },
  /** Reports by the hour of the day, in the city's time. */
  byHour: [1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 9, 8, 7, 8, 9, 9, 8, 8, 7, 6, 5, 4, 3, 2],
  weekend: 0.6,
  /** Of reports: how the thing is known, who leaves a contact, who is hurt. */
  plate: 0.3,
  picked: 0.4,
  matched: 0.15,
  unsure: 0.1,
  contact: 0.8,
  hurt: 0.01,
  /** Further callers of an order: one in so many orders has some, most of them one. */
  repeats: 0.15,
  /** Of settled orders with a contact: their callers are asked how it went. */
  calledBack: 0.35,
  supervised: 0.015,
  /** A difficult matter: more time is asked for, and given so often. */
  moreTime: 0.04,
  moreTimeGiven: 0.8,
  void: 0.02,
  /** Of orders: photos, and never of many more than so many; of open ones so many times as often. Some 15 kB a photo. */
  photographed: 0.2,
  mostPhotographed: 400,
  openPhotographed: 4,
  /** Wells that nobody owns: one in so many assets is or was in the public notice, within these bounds, over so many days. */
  notices: { assetsEach: 4_000, least: 12, most: 60, days: 80 },
  /** Of notices: somebody claims, and what then comes of it; what nobody claims stays the road maintainer's. */
  claimed: 0.65,
  claimRefused: 0.2,
  assigned: 0.15,
  withdrawn: 0.05,
} as const;
