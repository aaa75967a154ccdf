/**
 * Serials are consecutive, so whoever asks for one number after the other would copy the registry. Each look-up by the public is
 * folded into a small state of its address and of its network, each look-up by staff into their own; what is too much or too
 * regular is stopped for a while.
 */
export type LookUp =
  | { readonly kind: 'number'; readonly number: string }
  /** A number with a right check character that nobody has. */
  | { readonly kind: 'miss' }
  | { readonly kind: 'pin'; readonly lon: number; readonly lat: number }
  /** A page of the registry; an empty one counts as one that is shown. */
  | { readonly kind: 'list'; readonly shown: number };

/** Numbers and pins count once while they are among the last ones. */
export interface HarvestLimits {
  readonly numbersPerHour: number;
  readonly numbersPerDay: number;
  readonly pinsPerHour: number;
  readonly pinsPerDay: number;
  readonly missesPerHour: number;
  /** Steps of a walk in an hour: to a serial close by and onward in the same direction; to a pin as far on as the one before. */
  readonly stepsPerHour: number;
  /** Numbers of one county and class in an hour when they fill at least half of the stretch they lie in. */
  readonly densePerHour: number;
}

export type Watched = 'address' | 'network' | 'person';

const address: HarvestLimits = {
  numbersPerHour: 240,
  numbersPerDay: 800,
  pinsPerHour: 120,
  pinsPerDay: 400,
  missesPerHour: 60,
  stepsPerHour: 40,
  densePerHour: 100,
};
const times = (limits: HarvestLimits, factor: number) =>
  Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit * factor])) as unknown as HarvestLimits;

/**
 * The usual limits. An address may be a whole office's: 240 plates an hour are forty people with six plates each, and 400 pins a day
 * are more than a city of 25 million sends in all by web and app (115,000 a year). A network (/24, of IPv6 /48) has five times as
 * much. At its 4,000 numbers a day five million wells take three years; by its 2,000 pins, of which each tells ten wells at most and no number,
 * 250 days. Staff work along rows: only amounts are limited there.
 */
export const usualHarvestLimits: Readonly<Record<Watched, HarvestLimits>> = {
  address,
  network: { ...times(address, 5), stepsPerHour: 120, densePerHour: 300 },
  person: {
    numbersPerHour: 20_000,
    numbersPerDay: 100_000,
    pinsPerHour: 3_000,
    pinsPerDay: 20_000,
    missesPerHour: 2_000,
    stepsPerHour: Number.POSITIVE_INFINITY,
    densePerHour: Number.POSITIVE_INFINITY,
  },
};

const isLimits = (value: unknown): value is Partial<HarvestLimits> => typeof value === 'object' && value !== null;

/** The usual limits with the city's own in their place (`settings.harvest`), each times a factor. */
export const withHarvestLimits = (given: unknown, factor = 1): Readonly<Record<Watched, HarvestLimits>> => {
  const own = (watched: Watched) => {
    const found: unknown = isLimits(given) ? Reflect.get(given, watched) : undefined;
    return times({ ...usualHarvestLimits[watched], ...(isLimits(found) ? found : {}) }, factor);
  };
  return { address: own('address'), network: own('network'), person: own('person') };
};

export type HarvestReason = 'numbers' | 'pins' | 'misses' | 'walk';

interface Counts {
  readonly from: number;
  readonly numbers: number;
  readonly pins: number;
}

/** The stretch of serials seen under one county and class, how many of them, the last one and which way it was reached. */
interface Stretch {
  readonly low: number;
  readonly high: number;
  readonly seen: number;
  readonly last: number;
  readonly way: number;
}

interface Hour extends Counts {
  readonly misses: number;
  readonly steps: number;
  readonly stretches: Readonly<Record<string, Stretch>>;
}

/** What is remembered of one client; plain JSON, instants in milliseconds. */
export interface WatchState {
  readonly hour: Hour;
  readonly day: Counts;
  /** The last numbers and pins: the same again is no new one. */
  readonly recent: readonly string[];
  /** The last pin and the way to it from the one before, degrees. */
  readonly pin: { readonly lon: number; readonly lat: number; readonly east: number; readonly north: number } | null;
  readonly stoppedUntil: number;
  /** Stops of the last week: each lasts twice as long as the one before. */
  readonly stops: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostRecent = 24;
const mostStretches = 32;
const closeSerials = 16;

const freshHour = (from: number): Hour => ({ from, numbers: 0, pins: 0, misses: 0, steps: 0, stretches: {} });
const nobody: WatchState = {
  hour: freshHour(0),
  day: { from: 0, numbers: 0, pins: 0 },
  recent: [],
  pin: null,
  stoppedUntil: 0,
  stops: 0,
};

/** Windows begin with the first look-up after the one before has ended. */
const turned = (state: WatchState, now: number): WatchState => ({
  ...state,
  hour: now - state.hour.from >= hourMs ? freshHour(now) : state.hour,
  day: now - state.day.from >= dayMs ? { from: now, numbers: 0, pins: 0 } : state.day,
  stops: now - state.stoppedUntil > 7 * dayMs ? 0 : state.stops,
});

const remembering = (state: WatchState, key: string) => [...state.recent.slice(1 - mostRecent), key];

const counted = (state: WatchState, what: { numbers?: number; pins?: number; steps?: number }): Pick<WatchState, 'hour' | 'day'> => {
  const { numbers = 0, pins = 0, steps = 0 } = what;
  const { hour, day } = state;
  return {
    hour: { ...hour, numbers: hour.numbers + numbers, pins: hour.pins + pins, steps: hour.steps + steps },
    day: { ...day, numbers: day.numbers + numbers, pins: day.pins + pins },
  };
};

/** Whether a serial is a walk's next step: close by and onward in the same direction, as one in three of a crowd's look-ups is too. */
const isStep = (serial: number, { last, way }: Stretch): boolean => Math.abs(serial - last) <= closeSerials && Math.sign(serial - last) === way;

const stretched = (known: Stretch | undefined, serial: number): Stretch =>
  known
    ? { low: Math.min(known.low, serial), high: Math.max(known.high, serial), seen: known.seen + 1, last: serial, way: Math.sign(serial - known.last) }
    : { low: serial, high: serial, seen: 1, last: serial, way: 0 };

const withNumber = (state: WatchState, number: string): WatchState => {
  if (state.recent.includes(number)) return state;
  const [prefix, serial] = [number.slice(0, 10), Number(number.slice(10, 16))];
  const { [prefix]: known, ...others } = state.hour.stretches;
  const stretches = { ...Object.fromEntries(Object.entries(others).slice(1 - mostStretches)), [prefix]: stretched(known, serial) };
  const { hour, day } = counted(state, { numbers: 1, steps: known && isStep(serial, known) ? 1 : 0 });
  return { ...state, hour: { ...hour, stretches }, day, recent: remembering(state, number) };
};

const cellDegrees = 0.0002; // some 20 m
const slackDegrees = 0.0001;

/** As far and in the same direction as the step before: nobody's finger is that steady twice in a row, and forty times never. */
const isSameStep = (before: { east: number; north: number }, step: { east: number; north: number }): boolean => {
  const slack = Math.max(slackDegrees, 0.1 * Math.hypot(step.east, step.north));
  return Math.hypot(step.east - before.east, step.north - before.north) <= slack;
};

const withPin = (state: WatchState, { lon, lat }: { lon: number; lat: number }): WatchState => {
  const cell = `${Math.round(lon / cellDegrees)} ${Math.round(lat / cellDegrees)}`;
  if (state.recent.includes(cell)) return state;
  const step = state.pin ? { east: lon - state.pin.lon, north: lat - state.pin.lat } : { east: 0, north: 0 };
  const isRegular = state.pin !== null && isSameStep(state.pin, step);
  return { ...state, ...counted(state, { pins: 1, steps: isRegular ? 1 : 0 }), recent: remembering(state, cell), pin: { lon, lat, ...step } };
};

const withLookUp = (state: WatchState, lookUp: LookUp): WatchState => {
  if (lookUp.kind === 'number') return withNumber(state, lookUp.number);
  if (lookUp.kind === 'pin') return withPin(state, lookUp);
  if (lookUp.kind === 'list') return { ...state, ...counted(state, { numbers: lookUp.shown }) };
  return { ...state, hour: { ...state.hour, misses: state.hour.misses + 1 } };
};

const reasonOf = ({ hour, day }: WatchState, limits: HarvestLimits): HarvestReason | null => {
  if (hour.numbers > limits.numbersPerHour || day.numbers > limits.numbersPerDay) return 'numbers';
  if (hour.pins > limits.pinsPerHour || day.pins > limits.pinsPerDay) return 'pins';
  if (hour.misses > limits.missesPerHour) return 'misses';
  if (Object.values(hour.stretches).some(({ low, high, seen }) => seen >= limits.densePerHour && seen * 2 >= high - low)) return 'walk';
  // Of a walk's look-ups nearly all are steps, of a crowd's a third.
  return hour.steps >= limits.stepsPerHour && hour.steps >= 0.6 * (hour.numbers + hour.pins) ? 'walk' : null;
};

const calmShare = 0.25;

/**
 * Whether a client is so far from every limit that its next look-ups may be counted a moment later: several servers that each know of
 * less than a quarter do not pass a limit unseen.
 * @param uncounted look-ups, and rows shown, that its state does not know of yet
 */
export const isCalm = ({ hour, day, stoppedUntil }: WatchState, uncounted: number, limits: HarvestLimits, now: number): boolean => {
  const isFar = (count: number, limit: number) => count + uncounted < limit * calmShare;
  return (
    now >= stoppedUntil &&
    isFar(hour.numbers, limits.numbersPerHour) &&
    isFar(day.numbers, limits.numbersPerDay) &&
    isFar(hour.pins, limits.pinsPerHour) &&
    isFar(day.pins, limits.pinsPerDay) &&
    isFar(hour.misses, limits.missesPerHour) &&
    isFar(hour.steps, limits.stepsPerHour) &&
    Object.values(hour.stretches).every(({ seen }) => isFar(seen, limits.densePerHour))
  );
};

/** How long a stop lasts: an hour, twice as long each time, a day at most. */
const stopMs = (stops: number) => Math.min(dayMs, hourMs * 2 ** stops);

export interface WatchVerdict {
  readonly state: WatchState;
  /** Whether this look-up is to be refused. */
  readonly stopped: boolean;
  /** Why a stop began with this very look-up; null when none began. */
  readonly reason: HarvestReason | null;
}

/**
 * Takes one look-up into account. What comes during a stop is refused and counts nothing.
 * @param state null: never seen
 * @param now milliseconds
 */
export const watchLookUp = (state: WatchState | null, lookUp: LookUp, limits: HarvestLimits, now: number): WatchVerdict => {
  if (state && now < state.stoppedUntil) return { state, stopped: true, reason: null };
  const after = withLookUp(turned(state ?? nobody, now), lookUp);
  const reason = reasonOf(after, limits);
  if (reason === null) return { state: after, stopped: false, reason };
  const stop = { ...nobody, day: after.day, stoppedUntil: now + stopMs(after.stops), stops: after.stops + 1 };
  return { state: stop, stopped: true, reason };
};
