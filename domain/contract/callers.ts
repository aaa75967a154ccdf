import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, OrderState } from './terms.ts';

const CallerReport = Type.Object({
  number: Type.String(),
  orderId: Type.String(),
  kind: Name,
  state: OrderState,
  address: Type.Union([Type.String(), Type.Null()]),
  street: Name,
  receivedAt: Type.String(),
});
export type CallerReport = Static<typeof CallerReport>;

export const findCaller = route({
  name: 'findCaller',
  method: 'POST', // a telephone number stands in no address, and so in no log
  path: '/api/v1/callers/search',
  access: 'reports.forCallers',
  csrf: true,
  summary: 'What a telephone number reported before, newest first; each look is logged',
  body: Type.Object(
    { phone: Type.String({ minLength: 5, maxLength: 30, pattern: '^\\D*(\\d\\D*){5,20}$', description: 'At least five digits' }) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ reports: Type.Array(CallerReport) }) },
});
