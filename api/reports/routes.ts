import { createReport, getReport } from '#domain/contract/reports.ts';
import type { App } from '../app-type.ts';
import { serve } from '../serve.ts';
import { takeReport } from './create-report.ts';
import { tellStory } from './tell-story.ts';

export const reportsRoutes = (app: App): void => {
  serve(app, createReport, async ({ body, headers, person, language, now, request, reply }) => {
    const byProgram = person !== null && request.session === null;
    const { story, created } = await takeReport(app, { body, key: headers['idempotency-key'], person, byProgram, language, now });
    reply.code(created ? 201 : 200).header('location', `/api/v1/reports/${story.number}`);
    return story;
  });
  serve(app, getReport, async ({ params, reply }) => {
    reply.header('cache-control', 'no-store');
    return tellStory(app.pool, params.number);
  });
};
