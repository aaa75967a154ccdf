import { findAsset } from '#db/queries/assets.ts';
import { getAsset, listAssets, patchAsset } from '#domain/contract/assets.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { changeStatus } from './change-status.ts';
import { describeAsset, mayReadAsset, seenAsset } from './describe-asset.ts';
import { readPlate } from './read-plate.ts';
import { searchAssets } from './search-assets.ts';

export const assetsRoutes = (app: App): void => {
  serve(app, listAssets, async ({ person, query }) => {
    if (!person) throw refuse('not-signed-in');
    return searchAssets(app.pool, person, query);
  });

  serve(app, getAsset, async ({ params, person, reply }) => {
    const asset = await findAsset(app.pool, readPlate(params.id));
    if (!asset) throw refuse('plate-unknown', { field: 'id' });
    reply.header('cache-control', 'no-store').header('vary', 'cookie, authorization');
    return person && mayReadAsset(person, asset) ? describeAsset(app.pool, person, asset) : seenAsset(asset);
  });

  serve(app, patchAsset, async ({ params, body, person, now }) => {
    if (!person) throw refuse('not-signed-in');
    return changeStatus(app.pool, person, now, { ...body, id: readPlate(params.id) });
  });
};
