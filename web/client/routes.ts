import type * as assets from '#domain/contract/assets.ts';
import type * as city from '#domain/contract/city.ts';
import type * as follows from '#domain/contract/follows.ts';
import type * as match from '#domain/contract/match.ts';
import type * as ownership from '#domain/contract/ownership-notices.ts';
import type * as people from '#domain/contract/people.ts';
import type * as placeSearch from '#domain/contract/place-search.ts';
import type * as reports from '#domain/contract/reports.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type * as sessions from '#domain/contract/sessions.ts';
import type { Called } from './call.ts';

// Method and path are repeated from the contracts (the compiler holds them equal), so that no schema is bundled.
export const to = <C extends RouteContract>(method: C['method'], path: C['path']): Called<C> => ({ method, path });

export const getCity = to<typeof city.getCity>('GET', '/api/v1/city');
export const listRoadNames = to<typeof city.listRoadNames>('GET', '/api/v1/road-names');
export const findPlaces = to<typeof placeSearch.findPlaces>('GET', '/api/v1/place-search');
export const createSession = to<typeof sessions.createSession>('POST', '/api/v1/session');
export const listDemoAccounts = to<typeof sessions.listDemoAccounts>('GET', '/api/v1/demo-accounts');
export const getSession = to<typeof sessions.getSession>('GET', '/api/v1/session');
export const deleteSession = to<typeof sessions.deleteSession>('DELETE', '/api/v1/session');
export const readInvitation = to<typeof people.readInvitation>('POST', '/api/v1/invitations/read');
export const acceptInvitation = to<typeof people.acceptInvitation>('POST', '/api/v1/invitations/accept');
export const createMatch = to<typeof match.createMatch>('POST', '/api/v1/match');
export const createReport = to<typeof reports.createReport>('POST', '/api/v1/reports');
export const addToReport = to<typeof reports.addToReport>('POST', '/api/v1/reports/:number/additions');
export const judgeReport = to<typeof reports.judgeReport>('POST', '/api/v1/reports/:number/judgement');
export const getReport = to<typeof reports.getReport>('GET', '/api/v1/reports/:number');
export const listOpenReports = to<typeof follows.listOpenReports>('GET', '/api/v1/open-reports');
export const createFollow = to<typeof follows.createFollow>('POST', '/api/v1/follows');
export const createPhoto = to<typeof reports.createPhoto>('POST', '/api/v1/photos');
export const getAsset = to<typeof assets.getAsset>('GET', '/api/v1/assets/:id');
export const listPublicNotices = to<typeof ownership.listPublicNotices>('GET', '/api/v1/public-notices');
