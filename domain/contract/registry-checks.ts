import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { AssetId, Name, Nullable, Point, Reason } from './terms.ts';

const SurveyShift = Type.Object({
  by: Type.Union([Type.Literal('street'), Type.Literal('import')]),
  key: Type.String({ description: 'The street’s code, or the import’s number' }),
  name: Name,
  eastM: Type.Number({ description: 'So far east of its record a well is found, metres' }),
  northM: Type.Number(),
  wells: Type.Integer({ description: 'Wells that settled orders found so, each counted once' }),
  point: Point,
});
export type SurveyShift = Static<typeof SurveyShift>;

export const listSurveyShifts = route({
  name: 'listSurveyShifts',
  method: 'GET',
  path: '/api/v1/survey-shifts',
  access: 'assets.register',
  csrf: false,
  summary: 'Streets and census files whose wells settled orders found to one side of their record: a survey in the wrong datum shows so',
  reply: { 200: Type.Object({ shifts: Type.Array(SurveyShift) }) },
});

const WellToVerify = Type.Object({
  id: Type.String(),
  className: Name,
  owner: Name,
  street: Name,
  address: Nullable(Type.String()),
  position: Point,
  probability: Type.Number({ minimum: 0, maximum: 1, description: 'How likely the recorded owner is right' }),
  savesMinutes: Type.Number({ description: 'Minutes of people’s time a year that verifying it is expected to save' }),
  reasons: Type.Array(Reason),
});
export type WellToVerify = Static<typeof WellToVerify>;

export const listWellsToVerify = route({
  name: 'listWellsToVerify',
  method: 'GET',
  path: '/api/v1/wells-to-verify',
  access: 'assets.register',
  csrf: false,
  summary: 'Wells whose owner is worth verifying next, what verifying would save first; of each district within reach those doubted most',
  query: Type.Object({ from: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ wells: Type.Array(WellToVerify), next: Nullable(Type.Integer()) }) },
});

export const getOwnerBelief = route({
  name: 'getOwnerBelief',
  method: 'GET',
  path: '/api/v1/assets/:id/owner-belief',
  access: 'assets.read',
  csrf: false,
  summary: 'How likely the recorded owner of an asset is right, and by what evidence; null where nobody is recorded',
  params: Type.Object({ id: AssetId }),
  reply: { 200: Nullable(Type.Object({ probability: Type.Number({ minimum: 0, maximum: 1 }), reasons: Type.Array(Reason) })) },
});
