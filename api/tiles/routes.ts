import { getStaffTile, getTile, getTileVersion, type MadeTile, type TileAddress, type TileFilter, type TileSourceName } from '#db/queries/service/tiles.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import * as contracts from '#domain/contract/tiles.ts';
import { createMartinClient, type MartinClient } from '#tiles/martin-client.ts';
import { publicTileSources, staffTileSources } from '#tiles/sources.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { getSourceTileJson } from './get-tile-json.ts';
import { sendTile, type TaggedTile } from './send-tile.ts';
import { tagged, tagOf } from './tile-tag.ts';

const greatestZoom = 22;
const publicCache = 'public, max-age=60';
/** Kept by the browser only, and asked for again each time: a changed order or a changed reach shows at once. */
const staffCache = 'private, no-cache';

const publicSource = (name: string) => {
  const source = publicTileSources.find((known) => known.name === name);
  if (source === undefined) throw refuse('not-found', { field: 'source' });
  return source;
};

/** What the contract names and nothing else that stands in the address. */
const onlyFilter = ({ class: classes, status, owner }: TileFilter): TileFilter => ({
  ...(classes ? { class: classes } : {}),
  ...(status ? { status } : {}),
  ...(owner ? { owner } : {}),
});

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
  serve(app, tileJson, async ({ query, request, reply }) =>
    getSourceTileJson(app, request, reply, { source, filter: onlyFilter(query), cacheControl: staffCache }),
  );
  serve(app, tile, async ({ params, query, person, request, reply }) => {
    const [at, reach, filter] = [inPyramid(params), reachFor(person, tile.access), onlyFilter(query)];
    const kept = fromDatabase(app, source.name, at, [filter, reach], () => getStaffTile(app.pool, source.name, at, reach, filter));
    return sendTile(request, reply, { ...kept, cacheControl: staffCache });
  });
};

const askMartin = async (martin: MartinClient, name: string, { z, x, y }: TileAddress, filter: TileFilter): Promise<TaggedTile> => {
  const tile = await martin.fetchTile(name, z, x, y, filter).catch((cause: Error) => {
    throw Object.assign(refuse('unavailable'), { cause });
  });
  return { tile, tag: tagged(tile) };
};

/** @param narrowed whatever else the bytes depend on: the filter, the reader's reach */
const fromDatabase = (app: App, source: TileSourceName, at: TileAddress, narrowed: unknown, make: () => Promise<MadeTile>) => {
  const tag = (version: string) => tagOf(app, [source, at, narrowed], version);
  return {
    readTag: async () => tag(await getTileVersion(app.pool, source, at)),
    make: async (): Promise<TaggedTile> => {
      const { tile, version } = await make();
      return { tile, tag: await tag(version) };
    },
  };
};

/** The tiles: public sources from PostGIS or, where `martinUrl` names one, from a Martin; staff's from PostGIS within the reader's reach. */
export const tilesRoutes = (app: App): void => {
  const martin = app.martinUrl === null ? null : createMartinClient(app.martinUrl);

  serve(app, contracts.getTileJson, async ({ params, query, request, reply }) =>
    getSourceTileJson(app, request, reply, { source: publicSource(params.source), filter: onlyFilter(query), cacheControl: publicCache }),
  );
  serve(app, contracts.getTile, async ({ params, query, request, reply }) => {
    const { name, minzoom, maxzoom } = publicSource(params.source);
    const [at, { class: classes, status }] = [inPyramid(params), query];
    const filter = onlyFilter({ class: classes, status });
    // Beyond its zooms Martin answers 404, the functions do not. It keeps tiles for a while: their tag is their bytes.
    if (martin && at.z >= minzoom && at.z <= maxzoom)
      return sendTile(request, reply, { readTag: null, make: () => askMartin(martin, name, at, filter), cacheControl: publicCache });
    const kept = fromDatabase(app, name, at, filter, () => getTile(app.pool, name, at, filter));
    return sendTile(request, reply, { ...kept, cacheControl: publicCache });
  });

  const [wells, assets, orders] = staffTileSources;
  serveStaff(app, wells, contracts.getStaffWellsTileJson, contracts.getStaffWellsTile);
  serveStaff(app, assets, contracts.getStaffAssetsTileJson, contracts.getStaffAssetsTile);
  serveStaff(app, orders, contracts.getStaffOrdersTileJson, contracts.getStaffOrdersTile);
};
