import type { FastifyRequest } from 'fastify';
import { getCityBounds, getTileDescription, type TileFilter } from '#db/queries/tiles.ts';
import type { TileJson } from '#domain/contract/tiles.ts';
import { publicTileSources, type TileSource } from '#tiles/sources.ts';
import type { App } from '../app-type.ts';

/** The TileJSON of a source: what its SQL comment says, the city's bounds, and addresses as this client reaches us, narrowed as this one is. */
export const getSourceTileJson = async (app: App, request: FastifyRequest, source: TileSource, filter: TileFilter): Promise<TileJson> => {
  const schema = publicTileSources.some(({ name }) => name === source.name) ? 'tiles' : 'tiles_staff';
  const [described, bounds] = await Promise.all([getTileDescription(app.pool, schema, source.procedure), getCityBounds(app.pool)]);
  const base = app.publicUrl ?? `${request.protocol}://${request.host}`;
  const asked = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString().replaceAll('%2C', ',');
  const query = asked === '' ? '' : `?${asked}`;
  return { tilejson: '3.0.0', scheme: 'xyz', ...described, bounds, tiles: [`${base.replace(/\/$/, '')}/tiles/${source.name}/{z}/{x}/{y}${query}`] };
};
