import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { touchDatabase } from '#db/queries/service/health.ts';
import type { App } from '../app-type.ts';
import { hashOf } from '../authentication.ts';
import { refuse } from '../errors.ts';
import { addGauges } from './gauges.ts';
import { measureRequests } from './measure.ts';

/** From this very machine: a proxy on it, which would make everybody look so, tells for whom it asks. */
const isFromHere = ({ socket, headers }: FastifyRequest): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') && !['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((name) => name in headers);

const mayMeasure = (request: FastifyRequest, token: string | null): boolean =>
  token === null ? isFromHere(request) : timingSafeEqual(hashOf(request.headers.authorization ?? ''), hashOf(`Bearer ${token}`));

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

  app.get('/metrics', async (request, reply) => {
    if (!mayMeasure(request, app.metricsToken)) throw refuse('forbidden');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
};
