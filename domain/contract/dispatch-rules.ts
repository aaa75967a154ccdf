import Type, { type Static } from 'typebox';
import { LocationKind, PlaceCode, ProblemKindCode, UnitId, words } from './terms.ts';

const few = { maxItems: 60, uniqueItems: true };

/** How sure it is whose the thing is: known and kept by somebody, known and nobody's, perhaps somebody's, or nothing is registered. */
export const Belief = words('known', 'ownerless', 'unsure', 'none');
export type Belief = Static<typeof Belief>;

/** Whose such a matter is before anything is known of the spot. */
export const Acts = words('owner', 'road', 'greening', 'centre');
export type Acts = Static<typeof Acts>;

export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM in the city’s time' });

/** Conditions of a rule; one that is left out holds always. */
export const RuleWhen = Type.Object(
  {
    acts: Type.Optional(Type.Array(Acts, { ...few, minItems: 1 })),
    kinds: Type.Optional(Type.Array(ProblemKindCode, { ...few, minItems: 1 })),
    isHazard: Type.Optional(Type.Boolean()),
    beliefs: Type.Optional(Type.Array(Belief, { ...few, minItems: 1 })),
    classes: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{4}$' }), { ...few, minItems: 1 })),
    locations: Type.Optional(Type.Array(LocationKind, { ...few, minItems: 1 })),
    places: Type.Optional(Type.Array(PlaceCode, { ...few, minItems: 1, description: 'Districts and streets' })),
    hours: Type.Optional(Type.Object({ from: TimeOfDay, to: TimeOfDay }, { additionalProperties: false, description: 'from later than to: over midnight' })),
  },
  { additionalProperties: false },
);
export type RuleWhen = Static<typeof RuleWhen>;

/** Who can be named: by what they are to the thing or the place, or one unit by its id. */
export const Party = Type.String({
  maxLength: 80,
  pattern: '^(maintainer|owner|likeliest|road|greening|street|district|city|unit:[a-z0-9-]{1,64})$',
  description: 'maintainer, owner, likeliest (owner), road, greening, street, district, city (centre) or unit:ID',
});

const parties = { maxItems: 10, uniqueItems: true };

/** One row of the table. Of `act` the first that exists is accountable; `tell` are told at once; `fallBack` are called in this order. */
export const DispatchRule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'Stays the same from version to version' }),
    when: RuleWhen,
    act: Type.Array(Party, { ...parties, minItems: 1 }),
    tell: Type.Array(Party, parties),
    fallBack: Type.Array(Party, parties),
    leastPercent: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'From which belief the likeliest owner counts; 10 unless said' })),
    note: Type.Optional(Type.String({ maxLength: 300 })),
    noteEn: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);
export type DispatchRule = Static<typeof DispatchRule>;

/** What a decision was about, as it was known then: the rules are applied to it, now and in every dry run. */
export const DispatchCase = Type.Object({
  kind: ProblemKindCode,
  acts: Acts,
  isHazard: Type.Boolean(),
  belief: Belief,
  by: Type.Union([words('plate', 'picked', 'matched'), Type.Null()]),
  percent: Type.Union([Type.Integer(), Type.Null()]),
  classCode: Type.Union([Type.String(), Type.Null()]),
  location: Type.Union([Type.String(), Type.Null()]),
  ownerId: Type.Union([UnitId, Type.Null()]),
  maintainerId: Type.Union([UnitId, Type.Null()]),
  likeliestId: Type.Union([UnitId, Type.Null()]),
  hasEnded: Type.Boolean({ description: 'The units recorded ended without a successor' }),
  districtCode: PlaceCode,
  streetCode: PlaceCode,
  time: TimeOfDay,
});
export type DispatchCase = Static<typeof DispatchCase>;
