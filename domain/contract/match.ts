import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { AccuracyM, Address, Answers, Name, PhotoIds, Plate, Point, Position, ProblemKindCode, Reason, Text } from './terms.ts';

export const MatchRequest = Type.Object(
  {
    position: Type.Optional(Position),
    accuracyM: Type.Optional(AccuracyM),
    text: Type.Optional(Text),
    address: Type.Optional(Address),
    plate: Type.Optional(Plate),
    kind: Type.Optional(ProblemKindCode),
    answers: Type.Optional(Answers),
    photoIds: Type.Optional(PhotoIds),
  },
  {
    additionalProperties: false,
    description: 'At least one place: position, address, plate or photo; a plate that is not whole is weighed beside another',
  },
);
export type MatchRequest = Static<typeof MatchRequest>;

/** What a person standing there can see. */
export const Looks = Type.Object({
  shape: Type.Union([Type.String(), Type.Null()]),
  material: Type.Union([Type.String(), Type.Null()]),
  sizeMm: Type.Union([Type.Integer(), Type.Null()]),
  lettering: Type.Union([Type.String(), Type.Null()]),
});

export const Candidate = Type.Object({
  assetId: Type.Union([Type.String(), Type.Null()], { description: 'null: something that is not registered, or nothing at all (isNothing)' }),
  isNothing: Type.Optional(Type.Boolean({ description: 'No asset at all is meant: a pit in the road taken for a well' })),
  classCode: Type.Union([Type.String(), Type.Null()]),
  className: Type.Union([Name, Type.Null()]),
  position: Type.Union([Point, Type.Null()]),
  distanceM: Type.Union([Type.Number(), Type.Null()]),
  looks: Type.Union([Looks, Type.Null()]),
  probability: Type.Number({ minimum: 0, maximum: 1 }),
  reasons: Type.Array(Reason),
});
export type Candidate = Static<typeof Candidate>;

export const MatchReply = Type.Object({
  candidates: Type.Array(Candidate, { description: 'Likeliest first; probabilities sum to one, the null candidate among them' }),
  owners: Type.Array(Type.Object({ unitId: Type.Union([Type.String(), Type.Null()]), name: Name, probability: Type.Number() }), {
    description: 'To staff, of the assets whose own pages they may read, the others added up as one without a unit; empty for the public',
  }),
  action: Type.Union([Type.Literal('dispatch'), Type.Literal('ask'), Type.Literal('patrol')]),
  question: Type.Optional(
    Type.Object(
      {
        ask: Type.Union([Type.Literal('tap'), Type.Literal('lettering'), Type.Literal('shape'), Type.Literal('photo')]),
        about: Type.Union([Type.String(), Type.Null()], { description: 'The lettering that is asked for' }),
        sureAfter: Type.Number({ minimum: 0, maximum: 1, description: 'How likely the likeliest owner is expected to be once it is answered' }),
        saves: Type.Number({ description: 'Minutes of people’s time that asking is expected to save, what it costs taken off' }),
      },
      { description: 'With the action ask: the question that splits best; without it asking does not pay' },
    ),
  ),
  place: Type.Object({ position: Point, streetCode: Type.String(), streetName: Name, districtName: Name, address: Type.Union([Type.String(), Type.Null()]) }),
});
export type MatchReply = Static<typeof MatchReply>;

export const createMatch = route({
  name: 'createMatch',
  method: 'POST',
  path: '/api/v1/match',
  access: 'public',
  csrf: false,
  summary: 'Whose is it: candidates near a place, with probabilities and reasons',
  body: MatchRequest,
  reply: { 200: MatchReply },
});
