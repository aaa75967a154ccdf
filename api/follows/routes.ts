import { createFollow, listOpenReports } from '#domain/contract/follows.ts';
import { toWgs84 } from '#domain/datum.ts';
import type { App } from '../app-type.ts';
import { readPoint } from '../read-point.ts';
import { serve } from '../serve.ts';
import { follow } from './follow.ts';
import { openReportsNear } from './open-reports.ts';

export const followsRoutes = (app: App): void => {
  serve(app, listOpenReports, async ({ query }) => ({ reports: await openReportsNear(app.pool, readPoint('at', query.at)) }), {
    looksUp: ({ query }) => [{ kind: 'pin', ...readPoint('at', query.at) }],
  });
  serve(app, createFollow, ({ body, headers, now }) =>
    follow(app, { incidentId: body.incidentId, at: toWgs84(body.position), key: headers['idempotency-key'], now }),
  );
};
