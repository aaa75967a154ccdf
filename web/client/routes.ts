import type * as assets from '#domain/contract/assets.ts';
import type * as city from '#domain/contract/city.ts';
import type * as match from '#domain/contract/match.ts';
import type * as orders from '#domain/contract/orders.ts';
import type * as reports from '#domain/contract/reports.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type * as sessions from '#domain/contract/sessions.ts';
import type { Called } from './call.ts';

// Method and path are repeated from the contracts (the compiler holds them equal), so that no schema is bundled.
const to = <C extends RouteContract>(method: C['method'], path: C['path']): Called<C> => ({ method, path });

export const getCity = to<typeof city.getCity>('GET', '/api/v1/city');
export const listUnits = to<typeof city.listUnits>('GET', '/api/v1/units');
export const createSession = to<typeof sessions.createSession>('POST', '/api/v1/session');
export const getSession = to<typeof sessions.getSession>('GET', '/api/v1/session');
export const deleteSession = to<typeof sessions.deleteSession>('DELETE', '/api/v1/session');
export const createMatch = to<typeof match.createMatch>('POST', '/api/v1/match');
export const createReport = to<typeof reports.createReport>('POST', '/api/v1/reports');
export const getReport = to<typeof reports.getReport>('GET', '/api/v1/reports/:number');
export const createPhoto = to<typeof reports.createPhoto>('POST', '/api/v1/photos');
export const listAssets = to<typeof assets.listAssets>('GET', '/api/v1/assets');
export const getAsset = to<typeof assets.getAsset>('GET', '/api/v1/assets/:id');
export const patchAsset = to<typeof assets.patchAsset>('PATCH', '/api/v1/assets/:id');
export const listOrders = to<typeof orders.listOrders>('GET', '/api/v1/orders');
export const getOrder = to<typeof orders.getOrder>('GET', '/api/v1/orders/:id');
export const actOnOrder = to<typeof orders.actOnOrder>('POST', '/api/v1/orders/:id/:action');
export const getOrderContact = to<typeof orders.getOrderContact>('GET', '/api/v1/orders/:id/contacts');
