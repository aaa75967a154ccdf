import fastifyStatic from '@fastify/static';
import type { App } from './app-type.ts';
import { handleNotFound } from './error-handler.ts';

const isPage = (url: string) => !/^\/(api|tiles|assets-built|health|ready|metrics)(\/|\?|$)/.test(url);
const year = 31_536_000;

/** Serves the built web: hashed files for a year, and index.html for every address that is a page. */
export const serveWeb = async (app: App, webRoot: string): Promise<void> => {
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    index: 'index.html',
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = /-[\w-]{8,}\.\w+$/.test(path);
      response.header('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isFile = /\.\w{1,8}$/.test(request.url.split('?', 1)[0] ?? '');
    if ((request.method === 'GET' || request.method === 'HEAD') && isPage(request.url) && !isFile) return reply.sendFile('index.html');
    return handleNotFound(app, request, reply);
  });
};
