import type { AfterRules, Level } from './contract/after-rules.ts';
import type { ClockName } from './timers.ts';

const upwards: readonly Level[] = ['street', 'district', 'city'];
const before = (minutes: number) => ({ minutes, tell: [] });
const each = (everyHours: number) => ({ tell: [...upwards], everyHours });

/** What stood in the program before it was data, and what a version is made with that says nothing else: the migration writes the same. */
export const standardAfter: AfterRules = {
  denial: { mostDenials: 2, leastPercent: 20, fallsTo: 'street', decides: 'district' },
  warnings: {
    hazard: before(30),
    secure: before(30),
    contact: before(240),
    close: before(1440),
    supervise: before(1440),
    request: before(240),
    recheck: before(1440),
  },
  escalation: {
    hazard: each(1),
    secure: each(1),
    contact: each(24),
    close: each(24),
    supervise: each(24),
    request: each(24),
    recheck: each(24),
  },
};

/** The handling centres over a place; null where there is none. */
export type Centres = Readonly<Record<Level, string | null>>;

/** Who is told of one late clock, in turn. Where none of those named stands, all that do: nobody's lateness stays untold. */
export const toldInTurn = (after: AfterRules, clock: ClockName, centres: Centres): string[] => {
  const of = (levels: readonly Level[]) => levels.flatMap((level) => centres[level] ?? []);
  const told = of(after.escalation[clock].tell);
  return told.length > 0 ? told : of(upwards);
};

/** Who is told before a clock ends, beside who holds the order. */
export const warnedBefore = (after: AfterRules, clock: ClockName, centres: Centres): string[] =>
  after.warnings[clock].tell.flatMap((level) => centres[level] ?? []);

/** The centre of a level, or the next one above that stands, or below. */
export const centreFrom = (level: Level, centres: Centres): string => {
  const at = upwards.indexOf(level);
  return [...upwards.slice(at), ...upwards.slice(0, at).reverse()].map((one) => centres[one]).find((id) => id !== null) ?? '';
};
