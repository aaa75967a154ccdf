import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyServerOptions, LogController } from 'fastify';
import { stateOf } from '#db/errors.ts';
import type { Pool } from '#db/pool.ts';
import { networkOf } from '#domain/network-of.ts';
import { accountRoutes } from './account/routes.ts';
import { analysisRoutes } from './analysis/routes.ts';
import type { App, Clock } from './app-type.ts';
import { assetsRoutes } from './assets/routes.ts';
import { callersRoutes } from './callers/routes.ts';
import { callsRoutes } from './calls/routes.ts';
import { cityRoutes } from './city/routes.ts';
import { answerClientError, answerExpectation } from './client-error.ts';
import { closeInTime } from './close-in-time.ts';
import { docsRoutes } from './docs/routes.ts';
import { openDoor } from './door.ts';
import { handleError, handleNotFound } from './error-handler.ts';
import { refuse } from './errors.ts';
import { exportsRoutes } from './exports/routes.ts';
import { followsRoutes } from './follows/routes.ts';
import { handoversRoutes } from './handovers/routes.ts';
import { openWatch } from './harvest/watch.ts';
import { healthRoutes } from './health/routes.ts';
import { importsRoutes } from './imports/routes.ts';
import { languageOf } from './language.ts';
import { everyMinute } from './limits.ts';
import { liveRoutes } from './live/routes.ts';
import { logRequests } from './logging.ts';
import { looksRoutes } from './looks/routes.ts';
import { matchRoutes } from './match/routes.ts';
import { noticesRoutes } from './notices/routes.ts';
import { ordersRoutes } from './orders/routes.ts';
import { ownershipRoutes } from './ownership/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { photosRoutes } from './photos/routes.ts';
import { placesRoutes } from './places/routes.ts';
import { platesRoutes } from './plates/routes.ts';
import { preferencesRoutes } from './preferences/routes.ts';
import { registryChecksRoutes } from './registry-checks/routes.ts';
import { reportsRoutes } from './reports/routes.ts';
import { openRequestCounts, storeOf } from './request-counts.ts';
import { rulesRoutes } from './rules/routes.ts';
import { scoresRoutes } from './scores/routes.ts';
import { secureHeaders } from './security.ts';
import { sessionsRoutes } from './sessions/routes.ts';
import { subscriptionsRoutes } from './subscriptions/routes.ts';
import { tilesRoutes } from './tiles/routes.ts';
import { tokensRoutes } from './tokens/routes.ts';
import { unitsRoutes } from './units/routes.ts';
import { wallRoutes } from './wall/routes.ts';
import { serveWeb } from './web.ts';
import { webhooksRoutes } from './webhooks/routes.ts';

export type { App } from './app-type.ts';

export interface AppSettings {
  readonly pool: Pool;
  readonly clock?: Clock;
  readonly logger?: FastifyServerOptions['logger'];
  /** The built web (dist/web); without it only the API is served. */
  readonly webRoot?: string;
  /** Where people reach this service, e.g. https://jingzheng.example; https makes the cookie Secure. */
  readonly publicUrl?: string;
  /** A Martin on tiles/martin.yaml that public tiles are asked of instead of PostGIS. */
  readonly martinUrl?: string;
  /** What whoever reads /metrics from another machine shows as a bearer token; without it only this machine may read them. */
  readonly metricsToken?: string;
  /** Webhooks may lead to this machine and private networks, without TLS: for a city whose systems are all inside. */
  readonly hooksInside?: boolean;
  /** By what notices go out besides the page; nothing unless said. */
  readonly sends?: readonly ('email' | 'sms')[];
  /** Sites that may show `/embed` within their own pages; none unless said. */
  readonly embedOrigins?: readonly string[];
  /** Believe the last address of X-Forwarded-For: only behind one proxy of one's own. */
  readonly trustProxy?: boolean;
  /** Where uploaded census files lie until they are taken in; a folder in the system's own for passing things unless said. */
  readonly importFolder?: string;
  /** Multiplies every rate limit; 1 by default. */
  readonly rateLimitFactor?: number;
  /** Multiplies the limits on look-ups of the registry (domain/harvest.ts); the rate limits' factor unless said. */
  readonly harvestFactor?: number;
  /** Tests: a reply that breaks its contract is a 500. */
  readonly checkReplies?: boolean;
}

const slices = [
  sessionsRoutes,
  accountRoutes,
  preferencesRoutes,
  peopleRoutes,
  tokensRoutes,
  webhooksRoutes,
  cityRoutes,
  assetsRoutes,
  importsRoutes,
  platesRoutes,
  ownershipRoutes,
  placesRoutes,
  matchRoutes,
  reportsRoutes,
  exportsRoutes,
  followsRoutes,
  photosRoutes,
  ordersRoutes,
  callersRoutes,
  callsRoutes,
  handoversRoutes,
  rulesRoutes,
  unitsRoutes,
  scoresRoutes,
  analysisRoutes,
  wallRoutes,
  liveRoutes,
  looksRoutes,
  registryChecksRoutes,
  noticesRoutes,
  subscriptionsRoutes,
  tilesRoutes,
  healthRoutes,
  docsRoutes,
];

/** Who is counted together: an address, of IPv6 the whole line, whose owner has them by the million. */
const lineOf = ({ ip }: { readonly ip: string }): string => networkOf(ip).line;

/** The whole service, apart from listening. The caller owns the pool and ends it after `app.close()`. */
export const buildApp = async (settings: AppSettings): Promise<App> => {
  const app: App = Fastify({
    logger: settings.logger ?? false,
    bodyLimit: 1024 * 1024,
    // The last address alone: a proxy adds what it saw to whatever the caller had claimed before it.
    trustProxy: settings.trustProxy ? (_address, hop) => hop === 0 : false,
    requestIdHeader: false, // a caller's own id could carry anything into the log
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }), // its lines hold whole addresses; ours hold the route
    clientErrorHandler: answerClientError,
    http: { requireHostHeader: false }, // Node's own refusal is a bare 400; ours says why
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: false, // what arrives on a socket that is open still is answered as any other, and its socket ended
  });
  app.server.on('checkExpectation', answerExpectation);
  decorate(app, settings);
  app.removeContentTypeParser('text/plain'); // Fastify reads it by itself; nothing here takes it
  app.setErrorHandler(handleError);
  if (settings.webRoot === undefined) app.setNotFoundHandler((request, reply) => handleNotFound(app, request, reply)); // serveWeb sets its own
  closeInTime(app);
  logRequests(app);
  await secureHeaders(app);
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: 12 * 1024 * 1024, files: 1, fields: 4, parts: 5, headerPairs: 100 } });
  await app.register(rateLimit, {
    global: true,
    max: everyMinute * app.rateLimitFactor,
    timeWindow: 60_000,
    store: storeOf(app.requestCounts),
    keyGenerator: (request) => `rest|${lineOf(request)}`,
    errorResponseBuilder: (_request, context) => refuse('too-many-requests', { params: { seconds: Math.ceil(context.ttl / 1000) } }),
  });
  app.decorate(
    'knock',
    app.createRateLimit({ max: everyMinute * app.rateLimitFactor, timeWindow: 60_000, keyGenerator: (request) => `knock|${lineOf(request)}` }),
  );
  for (const routes of slices) routes(app);
  if (settings.webRoot !== undefined) await serveWeb(app, settings.webRoot, settings.embedOrigins ?? []);
  return app;
};

const decorate = (app: App, settings: AppSettings): void => {
  app.decorate('pool', settings.pool);
  app.decorate('clock', settings.clock ?? { now: () => new Date().toISOString() });
  app.decorate('contracts', []);
  app.decorate('rateLimitFactor', settings.rateLimitFactor ?? 1);
  app.decorate(
    'requestCounts',
    openRequestCounts(settings.pool, (error) => app.log.error({ code: stateOf(error) }, 'requests are counted by this server alone')),
  );
  app.decorate('door', openDoor(app.requestCounts, 60 * app.rateLimitFactor));
  app.decorate('watch', openWatch(app, settings.harvestFactor ?? settings.rateLimitFactor ?? 1));
  app.decorate('publicUrl', settings.publicUrl ?? null);
  app.decorate('metricsToken', settings.metricsToken ?? null);
  app.decorate('importFolder', settings.importFolder ?? join(tmpdir(), 'jingzheng-imports'));
  app.decorate('sends', settings.sends ?? []);
  app.decorate('hooksInside', settings.hooksInside ?? false);
  app.decorate('martinUrl', settings.martinUrl ?? null);
  app.decorate('checkReplies', settings.checkReplies ?? false);
  app.decorateRequest('person', null);
  app.decorateRequest('session', null);
  app.decorateRequest('language', 'zh');
  app.addHook('onClose', () => app.watch.close());
  app.addHook('onClose', () => app.requestCounts.close());
  app.addHook('onRequest', (request, _reply, done) => {
    request.language = languageOf(request);
    done(request.raw.httpVersion === '1.1' && !request.raw.headers.host ? refuse('host-missing') : undefined);
  });
};
