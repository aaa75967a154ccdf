import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify from 'fastify';
import { findBasemapOrigin } from '#db/queries/places/cities.ts';
import type { App } from './app-type.ts';

/** Helmet's headers as it writes them: for these options the same each time, and putting them together took a tenth of a short answer. */
const headersOf = async (options: FastifyHelmetOptions): Promise<Record<string, string>> => {
  const plain = Fastify();
  plain.get('/', () => '');
  const without = new Set(Object.keys((await plain.inject('/')).headers));
  const probe = Fastify();
  await probe.register(helmet, options);
  probe.get('/', () => '');
  const { headers } = await probe.inject('/');
  await Promise.all([plain.close(), probe.close()]);
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (without.has(name) ? [] : [[name, String(value)]])));
};

/**
 * Security headers. MapLibre works in a blob worker and draws from blobs; the desks' components write styles at run time;
 * the city's own basemap, when it has one, may be fetched and drawn. Nothing else comes from elsewhere.
 */
export const secureHeaders = async (app: App): Promise<void> => {
  const https = app.publicUrl?.startsWith('https:') ?? false;
  const basemap = await findBasemapOrigin(app.pool).catch(() => null);
  const elsewhere = basemap === null ? [] : [basemap];
  const headers = await headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...elsewhere],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...elsewhere],
        workerSrc: ["'self'", 'blob:'],
        childSrc: ["'self'", 'blob:'],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' }, // a report's number in an address is its key
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
};
