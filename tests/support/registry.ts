import { oneRow, sql } from '#db/sql.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { App } from '../../api/app.ts';
import type { Username } from './city.ts';
import { as } from './thread.ts';

/** What the registry answers: an asset, or why not. */
export type Told = Asset & { code: string; detail: string; params: Record<string, unknown> };

/** A cover to be put on a well. */
export const cover = { shape: 'round', sizeMm: 800, material: 'ductile_iron', loadClass: 'D400' };

/** The registry of an app that is started later, as people read it and change it. */
export const registryOf = (app: () => App) => {
  const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, username: Username | null, payload?: object) => {
    const reply = await app().inject({ method, url, headers: username ? await as(app(), username) : {}, ...(payload ? { payload } : {}) });
    return { status: reply.statusCode, body: reply.json<Told>() };
  };
  return {
    call,
    get: (id: string, username: Username | null = 'registrar', query = '') => call('GET', `/api/v1/assets/${id}${query}`, username),
    patch: (id: string, username: Username, payload: object) => call('PATCH', `/api/v1/assets/${id}`, username, payload),
    post: (path: string, username: Username, payload: object) => call('POST', `/api/v1/assets${path}`, username, payload),
    versionOf: async (id: string) => (await oneRow<{ version: number }>(app().pool, sql`select version from assets where id = ${id}`)).version,
    openOrderOf: (assetId: string) =>
      oneRow<{ id: string; version: number }>(app().pool, sql`select id::text, version from orders where asset_id = ${assetId} and state = 'dispatched'`),
  };
};
