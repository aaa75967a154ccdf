/** A named person who can be sent, in the order in which they are called: the street's first, then the district's, then the city's. */
export interface OnDuty {
  readonly unitId: string;
  readonly personId: string;
}

export interface Called {
  readonly personId: string;
  /** The list is gone through once in each round. */
  readonly round: number;
}

/**
 * Who is called next to a danger. Silence goes on to the next name and, when a unit's names are through, up a level; when everybody was
 * silent it begins again, because a hole does not close by itself. null only when there is nobody to call at all.
 */
export const decideNextCall = (chain: readonly OnDuty[], called: readonly Called[]): (OnDuty & { readonly round: number }) | null => {
  const round = Math.max(1, ...called.map((call) => call.round));
  const tried = new Set(called.filter((call) => call.round === round).map((call) => call.personId));
  const next = chain.find(({ personId }) => !tried.has(personId));
  if (next) return { ...next, round };
  const first = chain[0];
  return first ? { ...first, round: round + 1 } : null;
};

export interface Hearsay {
  /** Reports of this danger so far, those of one sender counted once. */
  readonly reportCount: number;
  readonly hasContact: boolean;
  readonly photoCount: number;
  /** Whether an agent took it from a caller, or a program or a plate vouches for the place. */
  readonly channel: 'pin' | 'plate' | 'hotline' | 'api';
  /** Metres from the pin to the nearest road; null: none within reach. */
  readonly roadDistanceM: number | null;
  /** Orders of the same caller that were void. */
  readonly falseReports: number;
  readonly someoneHurt: boolean;
}

const farFromRoadM = 150;
const prankster = 2;

/**
 * Whether a person looks at a danger before a crew drives by itself: one anonymous word without a photo, a caller whose reports were
 * void again and again, a pin far from any road. Where someone is hurt nobody waits.
 */
export const isDoubtful = (hearsay: Hearsay): boolean => {
  if (hearsay.someoneHurt || hearsay.reportCount > 1) return false;
  if (hearsay.falseReports >= prankster) return true;
  if (hearsay.channel === 'hotline' || hearsay.channel === 'plate') return false;
  const isFar = hearsay.roadDistanceM === null || hearsay.roadDistanceM > farFromRoadM;
  const isAnonymous = !hearsay.hasContact && hearsay.photoCount === 0;
  return isFar || isAnonymous;
};

/** How often one number may say that a danger is still there before a person looks first. */
const oftenSaid = 2;

/** Whether a person looks before a crew is called to a danger that its caller says is still there: by then they have said so again and again. */
export const isSaidTooOften = (saidBefore: number): boolean => saidBefore >= oftenSaid;
