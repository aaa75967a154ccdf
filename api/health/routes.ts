import { touchDatabase } from '#db/queries/health.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { addGauges } from './gauges.ts';
import { measureRequests } from './measure.ts';

/** Plain addresses outside the contracts: for whoever runs the service, not for its clients. */
export const healthRoutes = (app: App): void => {
  const registry = measureRequests(app);
  addGauges(app, registry);

  app.get('/health', async () => ({ status: 'ok' }));

  app.get('/ready', async () => {
    await touchDatabase(app.pool).catch(() => {
      throw refuse('unavailable');
    });
    return { status: 'ready' };
  });

  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
};
