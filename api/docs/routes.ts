import { createHash } from 'node:crypto';
import scalar from '@scalar/fastify-api-reference';
import type { App } from '../app-type.ts';
import { openapiOf } from './openapi.ts';

const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The page starts its reader by one inline script: its hash is let through, no other. */
const allowing = (page: string): string => {
  const hashes = [...page.matchAll(inlineScript)].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'`;
};

/** /api/openapi.json from the contracts, and /api/docs to read it: everything from here, nothing fetched from outside. */
export const docsRoutes = (app: App): void => {
  let document: object | undefined;
  const read = () => {
    document ??= openapiOf(app.contracts);
    return document;
  };
  app.get('/api/openapi.json', async () => read());
  app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html'))
        reply.header('content-security-policy', allowing(payload));
      return payload;
    });
    await scope.register(scalar, {
      routePrefix: '/api/docs',
      configuration: {
        url: '/api/openapi.json',
        pageTitle: '井证 Jingzheng API',
        withDefaultFonts: false,
        hideClientButton: true,
        telemetry: false,
        showDeveloperTools: 'never',
        agent: { disabled: true },
      },
    });
  });
};
