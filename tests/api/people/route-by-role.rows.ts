import type { InjectOptions } from 'fastify';
import { aReport } from '../../support/builders.ts';

/** One order at one well in 990101001, accountable to `power`, and what hangs on it. */
export interface Things {
  readonly assetId: string;
  readonly orderId: string;
  readonly reportNumber: string;
  readonly photoId: string;
  /** Somebody with a role in 990101. */
  readonly personId: string;
}

export const everyRole = ['agent', 'dispatcher', 'clerk', 'crew', 'registrar', 'supervisor', 'leader', 'analyst', 'administrator'] as const;
export type RoleName = (typeof everyRole)[number];

export interface Row {
  /** Tells rows of one route apart. */
  readonly what?: string;
  readonly call: (things: Things, nonce: string) => InjectOptions & { url: string };
  /** Who is let through at all, inside their scope. */
  readonly may: 'anyone' | 'signed-in' | readonly RoleName[];
  /** What somebody who may gets outside their scope: 403, or an answer without what lies outside. */
  readonly outside: 'refused' | 'open';
  /** Words that stand in the answer for these roles inside their scope and in no other answer. */
  readonly shows?: { readonly text: (things: Things) => string; readonly to: readonly RoleName[] };
  /** Server-sent events: asked over a socket and hung up. */
  readonly streams?: true;
}

const without = (...left: readonly RoleName[]): RoleName[] => everyRole.filter((role) => !left.includes(role));
const managesWebhooks: readonly RoleName[] = ['dispatcher', 'clerk', 'administrator'];
const readsOrders = without('registrar');
const readsRules = ['dispatcher', 'supervisor', 'leader', 'analyst', 'administrator'] as const;
const readsMatching = ['leader', 'analyst', 'administrator'] as const;
const readsScores = ['dispatcher', 'clerk', 'supervisor', 'leader', 'analyst', 'administrator'] as const;
const aRule = { id: 'all', when: {}, act: ['street'], tell: [], fallBack: [] };
const aUnit = {
  ...{ name: { zh: '西区道路', en: 'West Roads' }, parentId: null, placeCode: '990101', alsoPlaces: [], words: [], phone: null, hours: null, why: 'renamed' },
};
const json = (method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object, headers: Record<string, string> = {}) => ({ method, url, payload, headers });
const stale = 999; // a version nobody looked at: who is let through is told so (409), and nothing changes
// The tile of zoom 16 in which 120.01, 30.01 lies.
const tile = '16/54615/27036';

const form = { 'content-type': 'multipart/form-data; boundary=edge' };
const noPhoto = '--edge\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nnot a photo\r\n--edge--\r\n';

/** Every route × who may call it. A route that is missing here fails the test. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  createSession: [{ call: () => json('POST', '/api/v1/session', { username: 'agent', password: 'correct horse battery' }), may: 'anyone', outside: 'open' }],
  getSession: [{ call: () => ({ url: '/api/v1/session' }), may: 'signed-in', outside: 'open' }],
  deleteSession: [{ call: () => ({ method: 'DELETE', url: '/api/v1/session' }), may: 'signed-in', outside: 'open' }],
  listDemoAccounts: [{ call: () => ({ url: '/api/v1/demo-accounts' }), may: 'anyone', outside: 'open' }],
  changePassword: [
    { call: () => json('PUT', '/api/v1/account/password', { current: 'not mine', password: 'also not mine' }), may: 'signed-in', outside: 'open' },
  ],
  getPreferences: [{ call: () => ({ url: '/api/v1/account/preferences' }), may: 'signed-in', outside: 'open' }],
  putPreferences: [
    {
      call: () =>
        json('PUT', '/api/v1/account/preferences', {
          queueFilters: [],
          queueView: 'lines',
          queueColumns: [],
          dangerSound: false,
          letterKeys: true,
          letters: [],
        }),
      may: 'signed-in',
      outside: 'open',
    },
  ],
  listSessions: [{ call: () => ({ url: '/api/v1/account/sessions' }), may: 'signed-in', outside: 'open' }],
  endSession: [{ call: () => ({ method: 'DELETE', url: '/api/v1/account/sessions/999999' }), may: 'signed-in', outside: 'open' }],
  getSecondFactor: [{ call: () => ({ url: '/api/v1/account/second-factor' }), may: 'signed-in', outside: 'open' }],
  beginSecondFactor: [{ call: () => json('POST', '/api/v1/account/second-factor', { password: 'not mine' }), may: 'signed-in', outside: 'open' }],
  confirmSecondFactor: [{ call: () => json('POST', '/api/v1/account/second-factor/confirm', { code: '000000' }), may: 'signed-in', outside: 'open' }],
  renewRecoveryCodes: [{ call: () => json('POST', '/api/v1/account/recovery-codes', { code: '000000' }), may: 'signed-in', outside: 'open' }],
  endSecondFactor: [
    { call: () => json('POST', '/api/v1/account/second-factor/end', { password: 'not mine', code: '000000' }), may: 'signed-in', outside: 'open' },
  ],
  listPeople: [
    {
      call: () => ({ url: '/api/v1/people?q=dispatcher-inside' }),
      may: ['administrator'],
      outside: 'open',
      shows: { text: () => 'dispatcher-inside', to: ['administrator'] },
    },
  ],
  createPerson: [
    {
      call: (_t, nonce) =>
        json('POST', '/api/v1/people', {
          username: `row-${nonce}`,
          name: { zh: '新人', en: 'Newcomer' },
          grants: [{ role: 'dispatcher', placeCode: '990101001' }],
        }),
      may: ['administrator'],
      outside: 'refused',
    },
  ],
  getPerson: [{ call: (t) => ({ url: `/api/v1/people/${t.personId}` }), may: ['administrator'], outside: 'refused' }],
  changePerson: [{ call: (t) => json('PATCH', `/api/v1/people/${t.personId}`, { version: stale, active: false }), may: ['administrator'], outside: 'refused' }],
  invitePerson: [{ call: (t) => ({ method: 'POST', url: `/api/v1/people/${t.personId}/invitation` }), may: ['administrator'], outside: 'refused' }],
  unlockPerson: [{ call: (t) => ({ method: 'POST', url: `/api/v1/people/${t.personId}/unlock` }), may: ['administrator'], outside: 'refused' }],
  endPersonSessions: [{ call: (t) => ({ method: 'DELETE', url: `/api/v1/people/${t.personId}/sessions` }), may: ['administrator'], outside: 'refused' }],
  clearSecondFactor: [{ call: (t) => ({ method: 'DELETE', url: `/api/v1/people/${t.personId}/second-factor` }), may: ['administrator'], outside: 'refused' }],
  readInvitation: [{ call: () => json('POST', '/api/v1/invitations/read', { token: 'of-nobody-whatsoever-at-all' }), may: 'anyone', outside: 'open' }],
  acceptInvitation: [
    { call: () => json('POST', '/api/v1/invitations/accept', { token: 'of-nobody-whatsoever-at-all', password: 'a' }), may: 'anyone', outside: 'open' },
  ],
  createToken: [{ call: () => json('POST', '/api/v1/tokens', { name: 'mine', days: 1 }), may: 'signed-in', outside: 'open' }],
  listTokens: [{ call: () => ({ url: '/api/v1/tokens' }), may: 'signed-in', outside: 'open' }],
  revokeToken: [{ call: () => ({ method: 'DELETE', url: '/api/v1/tokens/999999' }), may: 'signed-in', outside: 'open' }],
  listNotices: [{ call: () => ({ url: '/api/v1/notices' }), may: 'signed-in', outside: 'open' }],
  readNotices: [{ call: () => json('POST', '/api/v1/notices/read', { upTo: '1' }), may: 'signed-in', outside: 'open' }],
  getNoticeChoices: [{ call: () => ({ url: '/api/v1/account/notices' }), may: 'signed-in', outside: 'open' }],
  putNoticeChoices: [
    { call: () => json('PUT', '/api/v1/account/notices', { email: null, mobile: null, language: 'zh', choices: [] }), may: 'signed-in', outside: 'open' },
  ],
  listSubscriptions: [{ call: () => ({ url: '/api/v1/account/subscriptions' }), may: readsOrders, outside: 'open' }],
  subscribeOrder: [{ call: (t) => ({ method: 'PUT', url: `/api/v1/orders/${t.orderId}/subscription` }), may: readsOrders, outside: 'refused' }],
  unsubscribeOrder: [{ call: (t) => ({ method: 'DELETE', url: `/api/v1/orders/${t.orderId}/subscription` }), may: readsOrders, outside: 'open' }],
  putSubscribedClasses: [{ call: () => json('PUT', '/api/v1/account/subscribed-classes', { classes: [] }), may: readsOrders, outside: 'open' }],
  listSurveyShifts: [{ call: () => ({ url: '/api/v1/survey-shifts' }), may: ['registrar'], outside: 'open' }],
  listWellsToVerify: [{ call: () => ({ url: '/api/v1/wells-to-verify' }), may: ['registrar'], outside: 'open' }],
  getOwnerBelief: [{ call: (t) => ({ url: `/api/v1/assets/${t.assetId}/owner-belief` }), may: everyRole, outside: 'open' }],
  listLooks: [{ call: () => ({ url: '/api/v1/looks' }), may: 'signed-in', outside: 'open' }],
  listWebhooks: [{ call: () => ({ url: '/api/v1/webhooks' }), may: managesWebhooks, outside: 'open' }],
  createWebhook: [
    { call: () => json('POST', '/api/v1/webhooks', { name: 'mine', url: 'https://127.0.0.1/', actions: [] }), may: managesWebhooks, outside: 'open' },
  ],
  endWebhook: [{ call: () => ({ method: 'DELETE', url: '/api/v1/webhooks/999999' }), may: managesWebhooks, outside: 'open' }],
  listDeliveries: [{ call: () => ({ url: '/api/v1/webhooks/999999/deliveries' }), may: managesWebhooks, outside: 'open' }],
  sendDeliveryAgain: [{ call: () => ({ method: 'POST', url: '/api/v1/webhooks/999999/deliveries/1/again' }), may: managesWebhooks, outside: 'open' }],
  getCity: [{ call: () => ({ url: '/api/v1/city' }), may: 'anyone', outside: 'open' }],
  listRoadNames: [{ call: () => ({ url: `/api/v1/road-names?names=${encodeURIComponent('桥头路')}` }), may: 'anyone', outside: 'open' }],
  findPlaces: [{ call: () => ({ url: `/api/v1/place-search?q=${encodeURIComponent('桥头路')}` }), may: 'anyone', outside: 'open' }],
  listUnits: [{ call: () => ({ url: '/api/v1/units' }), may: 'signed-in', outside: 'open' }],

  listPublicNotices: [{ call: () => ({ url: '/api/v1/public-notices' }), may: 'anyone', outside: 'open' }],
  listOwnershipNotices: [{ call: () => ({ url: '/api/v1/ownership-notices' }), may: everyRole, outside: 'open' }],
  listOwnerless: [{ call: () => ({ url: '/api/v1/ownerless' }), may: ['registrar'], outside: 'open' }],
  publishNotice: [{ call: (t) => json('POST', '/api/v1/ownership-notices', { assetId: t.assetId }), may: ['registrar'], outside: 'refused' }],
  claimWell: [
    {
      call: () => json('POST', '/api/v1/ownership-notices/999999/claims', { unitId: 'power', note: 'ours', photoIds: [] }),
      may: ['clerk'],
      outside: 'refused',
    },
  ],
  // Whose place a notice lies in is asked in tests/api/assets/ownership-notices.test.ts.
  decideNotice: [
    { call: () => json('POST', '/api/v1/ownership-notices/999999/decision', { decision: 'withdraw', note: 'wrong' }), may: ['registrar'], outside: 'open' },
  ],
  getClaimPhoto: [{ call: (t) => ({ url: `/api/v1/ownership-notices/999999/photos/${t.photoId}` }), may: everyRole, outside: 'open' }],

  getScores: [{ call: () => ({ url: '/api/v1/scores?period=2026-11&by=unit' }), may: readsScores, outside: 'open' }],
  exportScores: [{ call: () => ({ url: '/api/v1/exports/scores?period=2026-11&by=unit' }), may: readsScores, outside: 'open' }],
  listScoreCases: [{ call: () => ({ url: '/api/v1/scores/orders?period=2026-11&by=unit&id=power&measure=kept' }), may: readsScores, outside: 'open' }],
  getYearlyReport: [{ call: () => ({ url: '/api/v1/yearly-report?year=2026' }), may: readsScores, outside: 'open' }],
  getCityNumbers: [{ call: () => ({ url: '/api/v1/city-numbers' }), may: readsRules, outside: 'open' }],
  putCityNumbers: [{ call: () => json('PUT', '/api/v1/city-numbers', { changes: [{ name: 'reopenDays', was: 30, value: 31 }] }), may: [], outside: 'refused' }],
  listNetworkUnits: [{ call: () => ({ url: '/api/v1/network-units' }), may: readsRules, outside: 'open' }],
  getNetworkUnit: [{ call: () => ({ url: '/api/v1/network-units/road-990101' }), may: readsRules, outside: 'open' }],
  addUnit: [
    {
      call: () => json('POST', '/api/v1/network-units', { ...aUnit, id: 'road-990101', kind: 'road' }), // a code that is used: who is let through is told so
      may: ['administrator'],
      outside: 'refused',
    },
  ],
  changeUnit: [{ call: () => json('PUT', '/api/v1/network-units/road-990101', { ...aUnit, version: stale }), may: ['administrator'], outside: 'refused' }],
  closeUnit: [
    {
      call: () => json('POST', '/api/v1/network-units/road-990101/close', { version: stale, successorId: 'road-990102', why: 'merged' }),
      may: ['administrator'],
      outside: 'refused',
    },
  ],
  listRuleSets: [{ call: () => ({ url: '/api/v1/rules' }), may: readsRules, outside: 'open' }],
  getRuleSet: [{ call: () => ({ url: '/api/v1/rules/1' }), may: readsRules, outside: 'open' }],
  // What holds for the whole city is changed only by who keeps the whole of it: nobody here (tests/api/network/rules.test.ts has one who does).
  createDraft: [{ call: () => json('POST', '/api/v1/rules', { from: '1', title: 'mine' }), may: [], outside: 'refused' }],
  saveDraft: [{ call: () => json('PUT', '/api/v1/rules/1', { revision: 1, title: 'mine', rules: [aRule] }), may: [], outside: 'refused' }],
  dropDraft: [{ call: () => ({ method: 'DELETE', url: '/api/v1/rules/1' }), may: [], outside: 'refused' }],
  switchOnRules: [{ call: () => json('POST', '/api/v1/rules/1/switch-on', { revision: 1 }), may: [], outside: 'refused' }],
  withdrawRules: [{ call: () => json('POST', '/api/v1/rules/1/withdraw', {}), may: [], outside: 'refused' }],
  createDryRun: [{ call: () => json('POST', '/api/v1/rules/1/dry-runs', {}), may: [], outside: 'refused' }],
  getDryRun: [{ call: () => ({ url: '/api/v1/dry-runs/1' }), may: readsRules, outside: 'open' }],
  listDryRunChanges: [{ call: () => ({ url: '/api/v1/dry-runs/1/orders' }), may: readsRules, outside: 'open' }],
  getDryRunMap: [{ call: () => ({ url: '/api/v1/dry-runs/1/map' }), may: readsRules, outside: 'open' }],

  listImports: [{ call: () => ({ url: '/api/v1/imports' }), may: ['registrar'], outside: 'open' }],
  createImport: [{ call: () => ({ method: 'POST', url: '/api/v1/imports', headers: form, payload: noPhoto }), may: ['registrar'], outside: 'open' }],
  getImport: [{ call: () => ({ url: '/api/v1/imports/1' }), may: ['registrar'], outside: 'open' }],
  changeImport: [{ call: () => json('PATCH', '/api/v1/imports/1', {}), may: ['registrar'], outside: 'open' }],
  forgetSource: [{ call: () => ({ method: 'POST', url: '/api/v1/imports/1/forget' }), may: ['registrar'], outside: 'open' }],
  checkImport: [{ call: () => ({ method: 'POST', url: '/api/v1/imports/1/check' }), may: ['registrar'], outside: 'open' }],
  applyImport: [{ call: () => ({ method: 'POST', url: '/api/v1/imports/1/apply' }), may: ['registrar'], outside: 'open' }],
  cancelImport: [{ call: () => ({ method: 'POST', url: '/api/v1/imports/1/cancel' }), may: ['registrar'], outside: 'open' }],
  getRefusedRows: [{ call: () => ({ url: '/api/v1/imports/1/refused' }), may: ['registrar'], outside: 'open' }],
  listDoubts: [{ call: () => ({ url: '/api/v1/imports/1/doubts' }), may: ['registrar'], outside: 'open' }],
  takeBackDecisions: [{ call: () => json('POST', '/api/v1/imports/1/doubts/take-back', { rows: [1] }), may: ['registrar'], outside: 'open' }],
  decideDoubts: [{ call: () => json('POST', '/api/v1/imports/1/doubts', { decision: 'keep', rows: [1] }), may: ['registrar'], outside: 'open' }],
  listCensusSources: [{ call: () => ({ url: '/api/v1/census-sources' }), may: ['registrar'], outside: 'open' }],
  getImportHead: [{ call: () => ({ url: '/api/v1/imports/1/head' }), may: ['registrar'], outside: 'open' }],
  listUnknownWords: [{ call: () => ({ url: '/api/v1/imports/1/words' }), may: ['registrar'], outside: 'open' }],
  getImportSample: [{ call: () => ({ url: '/api/v1/imports/1/sample' }), may: ['registrar'], outside: 'open' }],

  listAssets: [{ call: () => ({ url: '/api/v1/assets' }), may: everyRole, outside: 'open', shows: { text: (t) => t.assetId, to: everyRole } }],
  getAsset: [{ call: (t) => ({ url: `/api/v1/assets/${t.assetId}` }), may: 'anyone', outside: 'open', shows: { text: () => '市电力公司', to: everyRole } }],
  exportAssets: [
    {
      call: () => ({ url: '/api/v1/exports/assets?format=csv' }),
      may: ['registrar', 'clerk', 'analyst', 'administrator'],
      outside: 'open',
      shows: { text: (t) => t.assetId, to: ['registrar', 'clerk', 'analyst', 'administrator'] },
    },
  ],
  listExports: [{ call: () => ({ url: '/api/v1/exports' }), may: 'signed-in', outside: 'open' }],
  noteExport: [
    { call: (t) => json('POST', '/api/v1/exports', { what: 'order', form: 'paper', filter: { orderId: t.orderId } }), may: readsOrders, outside: 'refused' },
    {
      call: () => json('POST', '/api/v1/exports', { what: 'analysis', form: 'csv', filter: { from: '2026-11-01', to: '2026-11-30' } }),
      may: ['supervisor', 'leader', 'analyst'],
      outside: 'open',
    },
  ],
  getAnalysis: [{ call: () => ({ url: '/api/v1/analysis?from=2026-11-01&to=2026-11-30' }), may: ['supervisor', 'leader', 'analyst'], outside: 'open' }],
  listAnalysedOrders: [
    {
      call: () => ({ url: '/api/v1/analysis/orders?from=2026-11-01&to=2026-11-30' }),
      may: ['supervisor', 'leader', 'analyst'],
      outside: 'open',
      shows: { text: ({ orderId }) => `"id":"${orderId}"`, to: ['supervisor', 'leader', 'analyst'] },
    },
  ],
  getAnalysisMap: [
    {
      call: () => ({ url: '/api/v1/analysis/map?from=2026-11-01&to=2026-11-30' }),
      may: ['supervisor', 'leader', 'analyst'],
      outside: 'open',
      shows: { text: ({ orderId }) => `"id":"${orderId}"`, to: ['supervisor', 'leader', 'analyst'] },
    },
  ],
  getMatching: [{ call: () => ({ url: '/api/v1/analysis/matching' }), may: readsMatching, outside: 'open' }],
  listMatchingOrders: [{ call: () => ({ url: '/api/v1/analysis/matching/orders?which=wrong&bin=9' }), may: readsMatching, outside: 'open' }],
  listMatchVersions: [{ call: () => ({ url: '/api/v1/analysis/matching/versions' }), may: readsMatching, outside: 'open' }],
  getWall: [
    {
      call: () => ({ url: '/api/v1/wall' }),
      may: ['supervisor', 'leader', 'analyst'],
      outside: 'open',
      shows: { text: ({ orderId }) => `"id":"${orderId}"`, to: ['supervisor', 'leader', 'analyst'] },
    },
  ],
  listSerialRanges: [{ call: () => ({ url: '/api/v1/serial-ranges' }), may: ['registrar'], outside: 'open' }],
  // Each asset answers for itself (tests/api/assets/set-statuses.test.ts).
  setStatuses: [
    {
      call: (t) => json('POST', '/api/v1/asset-statuses', { ids: [t.assetId], status: 'intact' }),
      may: ['clerk', 'crew', 'registrar'],
      outside: 'open',
    },
  ],
  listMeasurements: [{ call: (t) => ({ url: `/api/v1/assets/${t.assetId}/measurements` }), may: everyRole, outside: 'refused' }],
  answerMeasurement: [
    { call: () => json('POST', '/api/v1/measurements/999999/answer', { adopt: true, version: stale }), may: ['clerk', 'crew', 'registrar'], outside: 'open' },
  ],
  patchAsset: [
    {
      call: (t) => json('PATCH', `/api/v1/assets/${t.assetId}`, { version: stale, status: 'damaged' }),
      may: ['clerk', 'crew', 'registrar'],
      outside: 'refused',
    },
    {
      what: 'of its owner',
      call: (t) => json('PATCH', `/api/v1/assets/${t.assetId}`, { version: stale, ownerId: 'water' }),
      may: ['registrar'],
      outside: 'refused',
    },
  ],
  createAsset: [
    {
      call: (_t, nonce) =>
        json('POST', '/api/v1/assets', {
          position: { lon: 120.011, lat: 30.02 },
          classCode: '0101',
          locationKind: 'footway',
          number: '99010101010000019',
          sourceNumber: nonce,
        }),
      may: ['registrar'],
      outside: 'refused',
    },
  ],
  replaceCover: [
    {
      call: (t) =>
        json('POST', `/api/v1/assets/${t.assetId}/cover`, {
          version: stale,
          cover: { shape: 'round', sizeMm: 700, material: 'ductile_iron', loadClass: 'D400' },
        }),
      may: ['clerk', 'crew', 'registrar'],
      outside: 'refused',
    },
  ],
  mergeAsset: [
    {
      call: (t) => json('POST', `/api/v1/assets/${t.assetId}/merge`, { version: stale, into: t.assetId, note: 'one well' }),
      may: ['registrar'],
      outside: 'refused',
    },
  ],
  splitAsset: [
    { call: (t) => json('POST', `/api/v1/assets/${t.assetId}/split`, { version: stale, note: 'two wells' }), may: ['registrar'], outside: 'refused' },
  ],
  retireAsset: [
    {
      call: (t) => json('POST', `/api/v1/assets/${t.assetId}/retire`, { version: stale, status: 'removed', note: 'filled in' }),
      may: ['registrar'],
      outside: 'refused',
    },
  ],

  listPlateParts: [
    {
      call: (t) => ({ url: `/api/v1/plates/parts?placeCode=990101001&ids=${t.assetId}` }),
      may: ['registrar', 'clerk'],
      outside: 'open',
      shows: { text: (t) => t.assetId, to: ['registrar', 'clerk'] },
    },
  ],
  getPlates: [{ call: (t) => ({ url: `/api/v1/plates?ids=${t.assetId}` }), may: ['registrar', 'clerk'], outside: 'open' }],
  listCalls: [{ call: () => ({ url: '/api/v1/calls' }), may: 'signed-in', outside: 'open' }],
  acknowledgeCall: [{ call: () => json('POST', '/api/v1/calls/999999/acknowledge', {}), may: ['dispatcher', 'clerk', 'crew', 'leader'], outside: 'open' }],
  findCaller: [{ call: () => json('POST', '/api/v1/callers/search', { phone: '00000' }), may: ['agent', 'dispatcher'], outside: 'open' }],
  listHandovers: [{ call: () => ({ url: '/api/v1/handovers' }), may: ['dispatcher', 'leader'], outside: 'open' }],
  createHandover: [
    {
      call: () => json('POST', '/api/v1/handovers', { placeCode: '990101', note: '交班', orderIds: [] }),
      may: ['dispatcher', 'leader'],
      outside: 'refused',
    },
  ],
  takeHandover: [{ call: () => ({ method: 'POST', url: '/api/v1/handovers/999999/take' }), may: [], outside: 'refused' }],
  getDuty: [
    { what: 'a centre’s', call: () => ({ url: '/api/v1/units/centre-990101001/duty' }), may: ['dispatcher', 'leader'], outside: 'refused' },
    { what: 'a trade unit’s', call: () => ({ url: '/api/v1/units/power/duty' }), may: ['clerk'], outside: 'refused' },
  ],
  putDuty: [
    {
      what: 'a centre’s',
      call: () => json('PUT', '/api/v1/units/centre-990101001/duty', { shifts: [], seen: [] }),
      may: ['dispatcher', 'leader'],
      outside: 'refused',
    },
    { what: 'a trade unit’s', call: () => json('PUT', '/api/v1/units/power/duty', { shifts: [], seen: [] }), may: ['clerk'], outside: 'refused' },
  ],

  createMatch: [{ call: () => json('POST', '/api/v1/match', { position: { lon: 120.01, lat: 30.01 } }), may: 'anyone', outside: 'open' }],
  createReport: [
    {
      call: (_t, nonce) =>
        json('POST', '/api/v1/reports', aReport({ kind: 'noise', position: { lon: 120.01, lat: 30.035 } }), { 'idempotency-key': `row-${nonce}` }),
      may: 'anyone',
      outside: 'open',
    },
  ],
  putBill: [{ call: () => json('PUT', '/api/v1/liability-cases/999999/bill', { amountFen: 100, note: '围护' }), may: [], outside: 'refused' }],
  getBill: [{ call: () => ({ url: '/api/v1/liability-cases/999999/bill' }), may: [], outside: 'refused' }],
  listOpenReports: [{ call: () => ({ url: '/api/v1/open-reports?at=120.01,30.01' }), may: 'anyone', outside: 'open' }],
  createFollow: [
    {
      call: (_t, nonce) =>
        json('POST', '/api/v1/follows', { incidentId: '999999', position: { lon: 120.01, lat: 30.01 } }, { 'idempotency-key': `row-${nonce}` }),
      may: 'anyone',
      outside: 'open',
    },
  ],
  objectToBill: [{ call: () => json('POST', '/api/v1/liability-cases/999999/objection', { note: '不是我方的井' }), may: [], outside: 'refused' }],
  settleCase: [{ call: () => json('POST', '/api/v1/liability-cases/999999/settlement', { outcome: 'paid', note: '已付' }), may: [], outside: 'refused' }],
  judgeReport: [{ call: () => json('POST', '/api/v1/reports/20261123-0000-0000-0000/judgement', { solved: true }), may: 'anyone', outside: 'open' }],
  addToReport: [
    {
      call: (_t, nonce) => json('POST', '/api/v1/reports/20261123-0000-0000-0000/additions', { text: '还在' }, { 'idempotency-key': `row-${nonce}` }),
      may: 'anyone',
      outside: 'open',
    },
  ],
  getReport: [{ call: (t) => ({ url: `/api/v1/reports/${t.reportNumber}` }), may: 'anyone', outside: 'open' }],
  watchReport: [{ call: (t) => ({ url: `/api/v1/reports/${t.reportNumber}/events` }), may: 'anyone', outside: 'open', streams: true }],
  createPhoto: [{ call: () => ({ method: 'POST', url: '/api/v1/photos', payload: noPhoto, headers: form }), may: 'anyone', outside: 'open' }],
  getReportPhoto: [{ call: (t) => ({ url: `/api/v1/reports/${t.reportNumber}/photos/${t.photoId}` }), may: 'anyone', outside: 'open' }],

  listOrders: [{ call: () => ({ url: '/api/v1/orders' }), may: readsOrders, outside: 'open', shows: { text: (t) => t.assetId, to: readsOrders } }],
  getOrder: [{ call: (t) => ({ url: `/api/v1/orders/${t.orderId}` }), may: readsOrders, outside: 'refused' }],
  getOrderPhoto: [{ call: (t) => ({ url: `/api/v1/orders/${t.orderId}/photos/${t.photoId}` }), may: readsOrders, outside: 'refused' }],
  getOrderContact: [{ call: (t) => ({ url: `/api/v1/orders/${t.orderId}/contacts` }), may: ['agent', 'dispatcher', 'clerk'], outside: 'refused' }],
  actOnOrder: [
    {
      what: 'as its unit',
      call: (t) => json('POST', `/api/v1/orders/${t.orderId}/sign`, { version: stale }),
      may: ['agent', 'clerk', 'crew', 'dispatcher', 'leader', 'supervisor'],
      outside: 'refused',
    },
  ],
  listCrew: [{ call: (t) => ({ url: `/api/v1/orders/${t.orderId}/crew` }), may: ['clerk', 'crew'], outside: 'refused' }],
  listNear: [{ call: (t) => ({ url: `/api/v1/orders/${t.orderId}/near` }), may: ['dispatcher', 'leader'], outside: 'refused' }],
  // Each order answers for itself: what is refused stands beside it (tests/api/orders/act-on-many.test.ts).
  actOnOrders: [
    {
      call: (t) => json('POST', '/api/v1/order-acts', { action: 'sign', orders: [{ id: t.orderId, version: stale }] }),
      may: readsOrders,
      outside: 'open',
    },
  ],
  watchOrders: [{ call: () => ({ url: '/api/v1/events' }), may: readsOrders, outside: 'open', streams: true }],

  getTileJson: [{ call: () => ({ url: '/tiles/wells' }), may: 'anyone', outside: 'open' }],
  getTile: [{ call: () => ({ url: `/tiles/wells/${tile}` }), may: 'anyone', outside: 'open', shows: { text: (t) => t.assetId, to: [] } }],
  getStaffWellsTileJson: [{ call: () => ({ url: '/tiles/staff-wells' }), may: everyRole, outside: 'open' }],
  getStaffWellsTile: [{ call: () => ({ url: `/tiles/staff-wells/${tile}` }), may: everyRole, outside: 'open', shows: { text: () => 'power', to: everyRole } }],
  getStaffAssetsTileJson: [{ call: () => ({ url: '/tiles/staff-assets' }), may: everyRole, outside: 'open' }],
  getStaffAssetsTile: [{ call: () => ({ url: `/tiles/staff-assets/${tile}` }), may: everyRole, outside: 'open' }],
  getStaffOrdersTileJson: [{ call: () => ({ url: '/tiles/staff-orders' }), may: readsOrders, outside: 'open' }],
  getStaffOrdersTile: [
    { call: () => ({ url: `/tiles/staff-orders/${tile}` }), may: readsOrders, outside: 'open', shows: { text: () => 'cover_missing', to: readsOrders } },
  ],
};
