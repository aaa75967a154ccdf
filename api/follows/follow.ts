import { randomBytes } from 'node:crypto';
import { insertFollow } from '#db/queries/orders/follows.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { Point } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import { reportNumber } from '#domain/report-number.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { tellStory } from '../tell-story.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { openReportsNear } from './open-reports.ts';

interface Wish {
  readonly incidentId: string;
  readonly at: Point;
  readonly key: string;
  readonly now: string;
}

/**
 * Gives the follower a number of their own. Only what is open near the place that they say: nobody follows a city by counting.
 * @throws HttpError not-found
 */
export const follow = async (app: App, { incidentId, at, key, now }: Wish): Promise<ReportStory> => {
  const near = await openReportsNear(app.pool, at);
  if (!near.some((one) => one.incidentId === incidentId)) throw refuse('not-found', { field: 'incidentId' });
  const { city } = await vocabularyOf(app.pool);
  const number = reportNumber(randomBytes(8), localDate(now, city.timeZone));
  const followed = await insertFollow(app.pool, { number, incidentId, key, followedAt: now });
  if (followed.incidentId !== incidentId) throw refuse('idempotency-key-reused', { field: 'idempotency-key' });
  return tellStory(app.pool, followed.number);
};
