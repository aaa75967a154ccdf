import helmet from '@fastify/helmet';
import { findBasemapOrigin } from '#db/queries/cities.ts';
import type { App } from './app-type.ts';

/**
 * Security headers. MapLibre works in a blob worker and draws from blobs; the desks' components write styles at run time;
 * the city's own basemap, when it has one, may be fetched and drawn. Nothing else comes from elsewhere.
 */
export const secureHeaders = async (app: App): Promise<void> => {
  const https = app.publicUrl?.startsWith('https:') ?? false;
  const basemap = await findBasemapOrigin(app.pool).catch(() => null);
  const elsewhere = basemap === null ? [] : [basemap];
  await app.register(helmet, {
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
};
