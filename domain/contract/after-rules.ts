import Type, { type Static } from 'typebox';
import { words } from './terms.ts';

/** A handling centre over an order's place. */
export const Level = words('street', 'district', 'city');
export type Level = Static<typeof Level>;

const turns = (mostHours: number) =>
  Type.Object(
    {
      tell: Type.Array(Level, {
        minItems: 1,
        maxItems: 3,
        uniqueItems: true,
        description: 'Who is told, in turn: the first when the end is missed, one more each time',
      }),
      everyHours: Type.Integer({ minimum: 1, maximum: mostHours, description: 'So long after the one before the next is told; the last one again and again' }),
    },
    { additionalProperties: false },
  );
const byDays = turns(168);
/** Whoever waits at an open hole is not kept waiting for a day. */
const byHours = turns(12);

const warning = (mostMinutes: number) =>
  Type.Object(
    {
      minutes: Type.Integer({ minimum: 0, maximum: mostMinutes, description: 'So long before its end; 0: no warning' }),
      tell: Type.Array(Level, { maxItems: 3, uniqueItems: true, description: 'Who is told beside who holds the order' }),
    },
    { additionalProperties: false },
  );
/** Four hours are the longest that a danger's clock runs. */
const warnsInTown = warning(240);
const warnsByDays = warning(7 * 24 * 60);

/** What follows the first dispatch: who is told of what will soon be late and of what is, clock by clock, and who acts after a denial. */
export const AfterRules = Type.Object(
  {
    denial: Type.Object(
      {
        mostDenials: Type.Integer({
          minimum: 1,
          maximum: 4,
          description: 'At this denial of one order nobody else is asked: the fallback acts and a centre decides',
        }),
        leastPercent: Type.Integer({ minimum: 1, maximum: 90, description: 'From which share the likeliest of the others is asked' }),
        fallsTo: Level,
        decides: Level,
      },
      { additionalProperties: false },
    ),
    warnings: Type.Object(
      {
        ...{ hazard: warnsInTown, secure: warnsInTown, contact: warnsByDays, close: warnsByDays },
        ...{ supervise: warnsByDays, request: warnsByDays, recheck: warnsByDays },
      },
      { additionalProperties: false },
    ),
    escalation: Type.Object(
      { hazard: byHours, secure: byHours, contact: byDays, close: byDays, supervise: byDays, request: byDays, recheck: byDays },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type AfterRules = Static<typeof AfterRules>;
