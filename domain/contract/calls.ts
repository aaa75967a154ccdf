import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, Nullable, UnitId } from './terms.ts';

/** A person on duty is called to a danger and has to say that they go. */
export const Call = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  unit: Name,
  kind: Name,
  address: Nullable(Type.String()),
  street: Name,
  district: Name,
  calledAt: Type.String(),
  answerBy: Type.String({ description: 'Silent until then, the next one is called' }),
  acknowledgedAt: Nullable(Type.String()),
});
export type Call = Static<typeof Call>;

export const listCalls = route({
  name: 'listCalls',
  method: 'GET',
  path: '/api/v1/calls',
  access: 'signed-in',
  csrf: false,
  summary: 'The dangers to which the reader is called or on the way',
  reply: { 200: Type.Object({ calls: Type.Array(Call) }) },
});

export const acknowledgeCall = route({
  name: 'acknowledgeCall',
  method: 'POST',
  path: '/api/v1/calls/:id/acknowledge',
  access: 'orders.act',
  csrf: true,
  summary: 'The person called says that they go; nobody else is called then',
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) }),
  reply: { 200: Type.Object({ calls: Type.Array(Call) }) },
});

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'City time, HH:MM' });

export const DutyShift = Type.Object(
  {
    personId: Type.String({ pattern: '^\\d{1,18}$' }),
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true, description: 'ISO: 1 is Monday' }),
    fromTime: TimeOfDay,
    toTime: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'Earlier than fromTime: over midnight' }),
    rank: Type.Integer({ minimum: 1, maximum: 100, description: 'Who is called first' }),
  },
  { additionalProperties: false },
);
export type DutyShift = Static<typeof DutyShift>;

const DutyReply = Type.Object({
  shifts: Type.Array(DutyShift),
  people: Type.Array(Type.Object({ id: Type.String(), name: Name, role: Type.String() }), { description: 'Who of the unit can be set' }),
});
export type DutyReply = Static<typeof DutyReply>;

const DutyParams = Type.Object({ unitId: UnitId });

export const getDuty = route({
  name: 'getDuty',
  method: 'GET',
  path: '/api/v1/units/:unitId/duty',
  access: 'duty.edit',
  csrf: false,
  summary: 'Who of a unit is on duty when, and who could be',
  params: DutyParams,
  reply: { 200: DutyReply },
});

export const putDuty = route({
  name: 'putDuty',
  method: 'PUT',
  path: '/api/v1/units/:unitId/duty',
  access: 'duty.edit',
  csrf: true,
  summary:
    'Sets the whole roster of a unit. Empty, a handling centre’s people are all called in the order of their roles, another unit’s by nobody but its desk',
  params: DutyParams,
  body: Type.Object(
    {
      shifts: Type.Array(DutyShift, { maxItems: 200 }),
      seen: Type.Array(DutyShift, {
        maxItems: 200,
        description: 'The shifts as `getDuty` told them when the change was begun: of two who set it at once the second is told',
      }),
    },
    { additionalProperties: false },
  ),
  reply: { 200: DutyReply },
});
