import { parsePlate } from '#domain/asset-id.ts';
import { addToReport, createReport, getReport, type ReportRequest } from '#domain/contract/reports.ts';
import { networkOf } from '#domain/network-of.ts';
import type { App, Person } from '../app-type.ts';
import { serve } from '../serve.ts';
import { readStory } from '../tell-story.ts';
import { addTo } from './add-to-report.ts';
import { takeReport } from './create-report.ts';

/** A key is its sender's own; a header's has no space, so nobody's equals another's. Those without an account send as one: a phone keeps its key and changes its address. */
const keyOf = (key: string, person: Person | null): string => (person ? `${person.id} ${key}` : key);

const namedNumbers = ({ assetId, plate }: ReportRequest): string[] => {
  const typed = plate === undefined ? null : parsePlate(plate);
  return [...(assetId === undefined ? [] : [assetId]), ...(typed?.ok ? [typed.value] : [])];
};

export const reportsRoutes = (app: App): void => {
  serve(
    app,
    createReport,
    async ({ body, headers, person, language, now, request, reply }) => {
      const byProgram = person !== null && request.session === null;
      const line = person ? null : networkOf(request.ip).line;
      const { story, created } = await takeReport(app, { body, line, key: keyOf(headers['idempotency-key'], person), person, byProgram, language, now });
      reply.code(created ? 201 : 200).header('location', `/api/v1/reports/${story.number}`);
      return story;
    },
    // A report is taken from anybody; a refused one tells of the number that it names, and plates that nobody has are counted.
    { refusedLooksUp: ({ body }) => namedNumbers(body).map((number) => ({ kind: 'number' as const, number })) },
  );
  serve(app, addToReport, ({ params, body, headers, person, now, reply }) => {
    reply.header('cache-control', 'no-store');
    return addTo(app, params.number, { ...body, key: keyOf(headers['idempotency-key'], person), person, now });
  });
  serve(app, getReport, ({ params, person, now, reply }) => {
    reply.header('cache-control', 'no-store');
    return readStory(app.pool, params.number, { person, now });
  });
};
