import { Histogram, Registry } from 'prom-client';
import type { App } from '../app-type.ts';

/** A registry of its own for each app, so that two in one process do not meet. */
export const measureRequests = (app: App): Registry => {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'jingzheng_request_seconds',
    help: 'Time to answer, by route pattern, method and status class',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: `${Math.floor(reply.statusCode / 100)}xx` };
    seconds.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  return registry;
};
