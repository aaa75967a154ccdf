import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { greatestInteger, Name, words } from './terms.ts';

const Named = words(
  ...(['contactWorkingDays', 'closeWorkingDays', 'longWorkingDays', 'superviseWorkingDays', 'recheckWorkingDays', 'requestWorkingDays'] as const),
  ...(['hazardHoursTown', 'hazardHoursSuburb', 'secureHours', 'callAnswerMinutes', 'callArrivalMinutes', 'dangerLookMinutes'] as const),
  ...(['reopenDays', 'longestPauseDays', 'ownershipNoticeDays', 'callerRetentionDays', 'scoreYearFirstMonth'] as const),
);

export const CityNumbers = Type.Object({
  numbers: Type.Array(
    Type.Object({
      name: Named,
      value: Type.Integer(),
      standard: Type.Integer({ description: 'Of a city that says nothing' }),
      least: Type.Integer(),
      most: Type.Integer(),
      unit: words('workingDays', 'days', 'hours', 'minutes', 'month'),
    }),
  ),
  changes: Type.Array(Type.Object({ at: Type.String(), person: Name, name: Type.String(), before: Type.Integer(), after: Type.Integer() }), {
    description: 'The latest twenty, newest first',
  }),
  mayEdit: Type.Boolean(),
});
export type CityNumbers = Static<typeof CityNumbers>;

export const getCityNumbers = route({
  name: 'getCityNumbers',
  method: 'GET',
  path: '/api/v1/city-numbers',
  access: 'rules.read',
  csrf: false,
  summary: 'The limits and windows that the city sets for itself, each with its bounds, and who changed one lately',
  reply: { 200: CityNumbers },
});

const Sent = Type.Integer({ maximum: greatestInteger });

export const putCityNumbers = route({
  name: 'putCityNumbers',
  method: 'PUT',
  path: '/api/v1/city-numbers',
  access: 'rules.edit',
  csrf: true,
  summary: 'Sets some of them; what runs already goes on by the number of when it began',
  body: Type.Object(
    {
      changes: Type.Array(Type.Object({ name: Named, was: Sent, value: Sent }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 20,
      }),
    },
    { additionalProperties: false },
  ),
  reply: { 200: CityNumbers },
});
