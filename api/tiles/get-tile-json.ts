import type { FastifyReply, FastifyRequest } from 'fastify';
import { getCityBounds, getTileDescription, type TileFilter } from '#db/queries/service/tiles.ts';
import type { TileJson } from '#domain/contract/tiles.ts';
import { publicTileSources, type TileSource } from '#tiles/sources.ts';
import type { App } from '../app-type.ts';

interface Asked {
  readonly source: TileSource;
  readonly filter: TileFilter;
  /** Where addresses are the same for everyone. */
  readonly cacheControl: string;
}

/**
 * The TileJSON of a source: what its SQL comment says, the city's bounds, and addresses narrowed as this one is. Without a public address
 * they repeat the host this client asked by, which is nothing that a cache may give to anyone else.
 */
export const getSourceTileJson = async (app: App, request: FastifyRequest, reply: FastifyReply, { source, filter, cacheControl }: Asked): Promise<TileJson> => {
  reply.header('cache-control', app.publicUrl === null ? 'no-store' : cacheControl);
  if (app.publicUrl === null) reply.header('vary', 'host');
  const schema = publicTileSources.some(({ name }) => name === source.name) ? 'tiles' : 'tiles_staff';
  const [described, bounds] = await Promise.all([getTileDescription(app.pool, schema, source.procedure), getCityBounds(app.pool)]);
  const base = app.publicUrl ?? `${request.protocol}://${request.host}`;
  const asked = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString().replaceAll('%2C', ',');
  const query = asked === '' ? '' : `?${asked}`;
  return { tilejson: '3.0.0', scheme: 'xyz', ...described, bounds, tiles: [`${base.replace(/\/$/, '')}/tiles/${source.name}/{z}/{x}/{y}${query}`] };
};
