import { createFollow, listOpenReports } from '#domain/contract/follows.ts';
import type { Point } from '#domain/contract/terms.ts';
import { toWgs84 } from '#domain/datum.ts';
import type { App } from '../app-type.ts';
import { serve } from '../serve.ts';
import { follow } from './follow.ts';
import { openReportsNear } from './open-reports.ts';

const pointIn = (at: string): Point => {
  const [lon = 0, lat = 0] = at.split(',').map(Number);
  return { lon, lat };
};

export const followsRoutes = (app: App): void => {
  serve(app, listOpenReports, async ({ query }) => ({ reports: await openReportsNear(app.pool, pointIn(query.at)) }), {
    looksUp: ({ query }) => [{ kind: 'pin', ...pointIn(query.at) }],
  });
  serve(app, createFollow, ({ body, headers, now }) =>
    follow(app, { incidentId: body.incidentId, at: toWgs84(body.position), key: headers['idempotency-key'], now }),
  );
};
