import type { App } from './app-type.ts';

/**
 * One line a request: id, method, the route's pattern (never the address, which may hold a report's number or what a
 * person typed), status and milliseconds. No headers, no query, no body.
 */
export const logRequests = (app: App): void => {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 },
      'request',
    );
    done();
  });
};
