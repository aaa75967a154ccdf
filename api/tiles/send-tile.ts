import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compress = promisify(gzip);

const takesGzip = (request: FastifyRequest): boolean => /(^|[\s,])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers['accept-encoding'] ?? '');

const names = (header: string | undefined, etag: string): boolean => (header ?? '').split(',').some((tag) => tag.trim() === etag || tag.trim() === '*');

/**
 * Sends a tile's bytes: 304 when the client has them, 204 when there are none, gzipped where taken. The tag is weak, because one tag
 * stands for both encodings. Compression level 4: 60 % of the time of the default for 3 % more bytes.
 */
export const sendTile = async (request: FastifyRequest, reply: FastifyReply, tile: Buffer, cacheControl: string): Promise<FastifyReply> => {
  const etag = `W/"${createHash('sha1').update(tile).digest('base64url')}"`;
  reply.header('cache-control', cacheControl).header('etag', etag).header('vary', 'accept-encoding');
  if (names(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (tile.length === 0) return reply.code(204).send();
  reply.code(200).type('application/vnd.mapbox-vector-tile');
  if (!takesGzip(request)) return reply.send(tile);
  return reply.header('content-encoding', 'gzip').send(await compress(tile, { level: constants.Z_BEST_SPEED + 3 }));
};
