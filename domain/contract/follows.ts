import Type, { type Static } from 'typebox';
import { ReportStory } from './reports.ts';
import { route } from './route.ts';
import { Name, OnceKey, OrderState, Point, Position } from './terms.ts';

/** What is known to be wrong near a place, as anybody may know it. */
export const OpenReport = Type.Object({
  incidentId: Type.String(),
  kind: Type.Object({ code: Type.String(), name: Name }),
  state: OrderState,
  isHazard: Type.Boolean(),
  position: Point,
  distanceM: Type.Number(),
  openedAt: Type.String(),
});
export type OpenReport = Static<typeof OpenReport>;

export const listOpenReports = route({
  name: 'listOpenReports',
  method: 'GET',
  path: '/api/v1/open-reports',
  access: 'public',
  csrf: false,
  summary: 'What is reported already within 30 m and not done yet, nearest first: kind, place and state alone',
  query: Type.Object(
    { at: Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,9})?,-?\\d{1,2}(\\.\\d{1,9})?$', description: 'lon,lat in WGS 84' }) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ reports: Type.Array(OpenReport) }) },
});

export const createFollow = route({
  name: 'createFollow',
  method: 'POST',
  path: '/api/v1/follows',
  access: 'public',
  csrf: true,
  summary: 'Follow what a neighbour reported instead of reporting it again; the number given is read as a report’s',
  headers: Type.Object({ 'idempotency-key': OnceKey }),
  body: Type.Object(
    {
      incidentId: Type.String({ pattern: '^\\d{1,18}$' }),
      position: Position,
    },
    { additionalProperties: false },
  ),
  reply: { 201: ReportStory },
});
