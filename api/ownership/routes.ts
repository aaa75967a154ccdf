import { findClaimPhoto, findNotice, listNotices, listOwnerless } from '#db/queries/assets/ownership-notices.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/ownership-notices.ts';
import { localDate } from '#domain/local-time.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { pageOf, readIdCursor } from '../page-by-id.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { claim, decide, publish } from './act-on-notice.ts';
import { claimingUnits, mayDecide, publicOf, tellNotices } from './tell-notice.ts';

const pageSize = 50;

export const ownershipRoutes = (app: App): void => {
  const { pool } = app;

  serve(app, contract.listPublicNotices, async ({ query, now, reply }) => {
    const { city } = await vocabularyOf(pool);
    const { state = 'open', placeCode = null, cursor } = query;
    const wanted = { state, placeCode, assetId: null, today: localDate(now, city.timeZone), after: readIdCursor(cursor), limit: pageSize + 1 };
    const { page, next } = pageOf(await listNotices(pool, wanted), pageSize);
    reply.header('cache-control', 'public, max-age=60');
    return { notices: page.map(publicOf), next };
  });

  serve(app, contract.listOwnershipNotices, async ({ query, person: given, now }) => {
    const person = knownPerson(given);
    const vocabulary = await vocabularyOf(pool);
    const { state = 'open', assetId = null, cursor } = query;
    const today = localDate(now, vocabulary.city.timeZone);
    const wanted = { state, assetId, placeCode: null, today, after: readIdCursor(cursor), limit: pageSize + 1 };
    const { page, next } = pageOf(await listNotices(pool, wanted), pageSize);
    return { notices: await tellNotices(pool, vocabulary, page, person, now), next };
  });

  serve(app, contract.listOwnerless, async ({ query, person: given }) => {
    const person = knownPerson(given);
    const reach = reachOf(person.grants, 'assets.register', person.cityCode);
    if (!reach) throw refuse('forbidden');
    const wells = await listOwnerless(pool, reach, query.q?.trim() ?? '', pageSize + 1);
    return { wells: wells.slice(0, pageSize), hasMore: wells.length > pageSize };
  });

  serve(app, contract.publishNotice, ({ body, person, now }) => publish(app, knownPerson(person), now, body));
  serve(app, contract.claimWell, ({ params, body, person, now }) => claim(app, knownPerson(person), now, params.id, body));
  serve(app, contract.decideNotice, ({ params, body, person, now }) => decide(app, knownPerson(person), now, params.id, body));

  serve(app, contract.getClaimPhoto, async ({ params, person: given, reply }) => {
    const person = knownPerson(given);
    const [notice, photo] = [await findNotice(pool, params.id), await findClaimPhoto(pool, params.id, params.photoId)];
    if (!notice || !photo) throw refuse('not-found', { field: 'photoId' });
    if (!mayDecide(person, notice) && !claimingUnits(person).includes(photo.unitId)) throw refuse('outside-scope');
    reply.type('image/jpeg').header('cache-control', 'private, max-age=86400, immutable');
    return photo.bytes;
  });
};
