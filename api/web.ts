import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './app-type.ts';
import { handleNotFound } from './error-handler.ts';

const isPage = (url: string) => !/^\/(api|tiles|assets-built|health|ready|metrics)(\/|\?|$)/.test(url);
const year = 31_536_000;

const isEmbed = (url: string) => url.split('?', 1)[0] === '/embed';

/** The map alone may stand within the pages of the sites that the city named; every other page in nobody's. */
const letFrame = (reply: FastifyReply, origins: readonly string[]): void => {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  reply.header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${origins.join(' ')}`)).removeHeader('x-frame-options');
};

/** Serves the built web: hashed files for a year, and index.html for every address that is a page. */
export const serveWeb = async (app: App, webRoot: string, embedOrigins: readonly string[]): Promise<void> => {
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    preCompressed: true, // as the build laid them beside each file
    index: 'index.html',
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = /-[\w-]{8,}\.\w+(\.(br|gz))?$/.test(path);
      response.header('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isFile = /\.\w{1,8}$/.test(request.url.split('?', 1)[0] ?? '');
    if ((request.method === 'GET' || request.method === 'HEAD') && isPage(request.url) && !isFile) {
      if (embedOrigins.length > 0 && isEmbed(request.url)) letFrame(reply, embedOrigins);
      return reply.sendFile('index.html');
    }
    return handleNotFound(app, request, reply);
  });
};
