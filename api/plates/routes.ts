import { type Reach, reachOf } from '#domain/access.ts';
import { getPlates, listPlateParts } from '#domain/contract/plates.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { noteExport } from '../note-export.ts';
import { serve } from '../serve.ts';
import { planPlates, printPlates } from './print-plates.ts';

const reachFor = (person: Person | null): Reach => {
  const reach = person && reachOf(person.grants, 'plates.print', person.cityCode);
  if (!reach) throw refuse('forbidden');
  return reach;
};

export const platesRoutes = (app: App): void => {
  serve(app, listPlateParts, ({ person, query }) => planPlates(app.pool, reachFor(person), query));

  serve(
    app,
    getPlates,
    async ({ person, query: { after = null, ...selection }, now, request, reply }) => {
      const publicUrl = app.publicUrl ?? `${request.protocol}://${request.host}`;
      const { pdf, plates, first, last, nextAfter } = await printPlates(app.pool, reachFor(person), selection, after, publicUrl);
      await noteExport(
        app,
        person,
        { what: 'plates', form: 'pdf', filter: { ...selection, after: after ?? undefined }, reach: reachFor(person), count: plates },
        now,
      );
      reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="plates-${first}-${last}-${knownPerson(person).username}.pdf"`)
        .header('x-plates', plates);
      if (nextAfter !== null) reply.header('x-next-after', nextAfter);
      return reply.send(pdf);
    },
    { exposeHeadRoute: false }, // a HEAD would draw what nobody reads
  );
};
