import { getStaffTile, getTile, type TileAddress } from '#db/queries/tiles.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import * as contracts from '#domain/contract/tiles.ts';
import { createMartinClient, type MartinClient } from '#tiles/martin-client.ts';
import { publicTileSources, staffTileSources } from '#tiles/sources.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { getSourceTileJson } from './get-tile-json.ts';
import { sendTile } from './send-tile.ts';

const greatestZoom = 22;
const publicCache = 'public, max-age=60';
/** Kept by the browser only, and asked for again each time: a changed order or a changed reach shows at once. */
const staffCache = 'private, no-cache';

const publicSource = (name: string) => {
  const source = publicTileSources.find((known) => known.name === name);
  if (source === undefined) throw refuse('not-found', { field: 'source' });
  return source;
};

/** Refuses what is no tile of the pyramid. */
const inPyramid = (params: { z: string; x: string; y: string }): TileAddress => {
  const [z, x, y] = [Number(params.z), Number(params.x), Number(params.y)];
  if (z < 0 || z > greatestZoom || x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) throw refuse('tile-outside');
  return { z, x, y };
};

const reachFor = (person: Person | null, permission: 'assets.read' | 'orders.read'): Reach => {
  const reach = person && reachOf(person.grants, permission, person.cityCode);
  if (!reach) throw refuse('forbidden');
  return reach;
};

type StaffTileJson = typeof contracts.getStaffWellsTileJson | typeof contracts.getStaffAssetsTileJson | typeof contracts.getStaffOrdersTileJson;
type StaffTile = typeof contracts.getStaffWellsTile | typeof contracts.getStaffAssetsTile | typeof contracts.getStaffOrdersTile;

const serveStaff = (app: App, source: (typeof staffTileSources)[number], tileJson: StaffTileJson, tile: StaffTile): void => {
  serve(app, tileJson, async ({ request, reply }) => {
    reply.header('cache-control', staffCache);
    return getSourceTileJson(app, request, source);
  });
  serve(app, tile, async ({ params, person, request, reply }) =>
    sendTile(request, reply, await getStaffTile(app.pool, source.name, inPyramid(params), reachFor(person, tile.access)), staffCache),
  );
};

const askMartin = (martin: MartinClient, name: string, { z, x, y }: TileAddress): Promise<Buffer> =>
  martin.fetchTile(name, z, x, y).catch((cause: Error) => {
    throw Object.assign(refuse('unavailable'), { cause });
  });

/** The tiles: public sources from PostGIS or, where `martinUrl` names one, from a Martin; staff's from PostGIS within the reader's reach. */
export const tilesRoutes = (app: App): void => {
  const martin = app.martinUrl === null ? null : createMartinClient(app.martinUrl);

  serve(app, contracts.getTileJson, async ({ params, request, reply }) => {
    reply.header('cache-control', publicCache);
    return getSourceTileJson(app, request, publicSource(params.source));
  });
  serve(app, contracts.getTile, async ({ params, request, reply }) => {
    const { name, minzoom, maxzoom } = publicSource(params.source);
    const at = inPyramid(params);
    const isMartins = at.z >= minzoom && at.z <= maxzoom; // it answers 404 beyond its zooms, the functions do not
    const tile = martin && isMartins ? await askMartin(martin, name, at) : await getTile(app.pool, name, at);
    return sendTile(request, reply, tile, publicCache);
  });

  const [wells, assets, orders] = staffTileSources;
  serveStaff(app, wells, contracts.getStaffWellsTileJson, contracts.getStaffWellsTile);
  serveStaff(app, assets, contracts.getStaffAssetsTileJson, contracts.getStaffAssetsTile);
  serveStaff(app, orders, contracts.getStaffOrdersTileJson, contracts.getStaffOrdersTile);
};
