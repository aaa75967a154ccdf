import type { Static } from 'typebox';
import { listScarceRanges } from '#db/queries/assets/serials.ts';
import { reachOf } from '#domain/access.ts';
import { createAsset, mergeAsset, patchAsset, replaceCover, retireAsset, setStatuses, splitAsset } from '#domain/contract/asset-edits.ts';
import { listAssets } from '#domain/contract/asset-search.ts';
import { getAsset } from '#domain/contract/assets.ts';
import { exportAssets } from '#domain/contract/exports.ts';
import { answerMeasurement, listMeasurements } from '#domain/contract/measurements.ts';
import { listSerialRanges, scarceBelow } from '#domain/contract/serials.ts';
import type { App, Person } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { readPlate } from '../read-plate.ts';
import { readPoint } from '../read-point.ts';
import { serve } from '../serve.ts';
import { answerOffer } from './answer-measurement.ts';
import { changeAsset, changeCover, retireWell } from './change-asset.ts';
import { sendExport } from './export-assets.ts';
import { getByNumber } from './get-asset.ts';
import { mergeAssets } from './join-assets.ts';
import { listOffers } from './list-offers.ts';
import { lookBack } from './look-back.ts';
import { registerAsset } from './register-asset.ts';
import { searchAssets } from './search-assets.ts';
import { setManyStatuses } from './set-statuses.ts';
import { splitAssets } from './split-assets.ts';

/** Which ranges of numbers run full: what is kept about the registry, not in it. */
const serialRoutes = (app: App): void => {
  serve(app, listSerialRanges, async ({ person, query: { fewerThan = scarceBelow } }) => {
    const { grants, cityCode } = knownPerson(person);
    const reach = reachOf(grants, 'assets.register', cityCode);
    return { ranges: reach === null ? [] : await listScarceRanges(app.pool, fewerThan, reach) };
  });
};

export const assetsRoutes = (app: App): void => {
  serialRoutes(app);
  const plate = (person: Person | null, typed: string, field = 'id') => readPlate(app.pool, typed, { person, near: null, field });

  const list = (person: Person, { at, ...query }: Static<(typeof listAssets)['query']>, now: string) =>
    at === undefined ? searchAssets(app.pool, person, query, now) : lookBack(app.pool, person, query, at);
  serve(app, listAssets, async ({ person, query, now }) => list(knownPerson(person), query, now), {
    // A page that shows nothing tells that nothing is there: short parts of numbers would walk the serials by such answers for nothing.
    looksUp: (_call, { assets }) => [{ kind: 'list', shown: Math.max(1, assets.length) }],
  });

  serve(
    app,
    exportAssets,
    async ({ person, query, reply }) => reply.send(await sendExport(app, knownPerson(person), query, reply)),
    { exposeHeadRoute: false }, // a HEAD would take out what nobody reads
  );

  serve(
    app,
    getAsset,
    async ({ params, query, person, now, reply }) => {
      reply.header('cache-control', 'no-store').header('vary', 'cookie, authorization');
      const near = query.near === undefined ? null : readPoint('near', query.near);
      return getByNumber(app, person, await readPlate(app.pool, params.id, { person, near, field: 'id' }), now, query.at);
    },
    { looksUp: (_call, { id }) => [{ kind: 'number', number: id }] },
  );

  serve(app, createAsset, async ({ body, person, now }) => registerAsset(app, knownPerson(person), now, body));
  serve(app, patchAsset, async ({ params, body, person, now }) => changeAsset(app, knownPerson(person), now, { ...body, id: await plate(person, params.id) }));
  serve(app, listMeasurements, async ({ params, person }) => ({ measurements: await listOffers(app, knownPerson(person), await plate(person, params.id)) }));
  serve(app, answerMeasurement, ({ params, body, person, now }) => answerOffer(app, knownPerson(person), now, { ...body, id: params.id }));
  serve(app, setStatuses, ({ body, person, now, request }) => setManyStatuses(app, body, knownPerson(person), { now, request }));
  serve(app, replaceCover, async ({ params, body, person, now }) =>
    changeCover(app, knownPerson(person), now, { ...body, id: await plate(person, params.id) }),
  );
  serve(app, retireAsset, async ({ params, body, person, now }) => retireWell(app, knownPerson(person), now, { ...body, id: await plate(person, params.id) }));
  serve(app, mergeAsset, async ({ params, body, person, now }) =>
    mergeAssets(app, knownPerson(person), now, { ...body, id: await plate(person, params.id), into: await plate(person, body.into, 'into') }),
  );
  serve(app, splitAsset, async ({ params, body, person, now }) => splitAssets(app, knownPerson(person), now, { ...body, id: await plate(person, params.id) }));
};
