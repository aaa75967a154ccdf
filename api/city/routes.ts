import { listUnits } from '#db/queries/network/units.ts';
import { listRoadNames } from '#db/queries/places/addresses.ts';
import { findCity, listAssetClasses, listProblemKinds } from '#db/queries/places/cities.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import { getCity, listRoadNames as listRoadNamesContract, listUnits as listUnitsContract } from '#domain/contract/city.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';

const mostRoads = 60;

export const cityRoutes = (app: App): void => {
  serve(app, getCity, async ({ reply }) => {
    const [city, problemKinds, assetClasses] = await Promise.all([findCity(app.pool), listProblemKinds(app.pool), listAssetClasses(app.pool)]);
    if (!city) throw refuse('unavailable'); // migrated, not yet seeded
    const { settings, ...rest } = city;
    reply.header('cache-control', 'public, max-age=60');
    return {
      ...rest,
      hotline: settings.hotline ?? '',
      emergencyNumbers: (settings.emergencyNumbers ?? []).map(({ number, name, nameEn }) => ({ number, name: { zh: name, en: nameEn } })),
      problemKinds,
      assetClasses,
      limits: {
        longWorkingDays: cityNumber(settings, 'longWorkingDays'),
        superviseWorkingDays: cityNumber(settings, 'superviseWorkingDays'),
        recheckWorkingDays: cityNumber(settings, 'recheckWorkingDays'),
        callAnswerMinutes: cityNumber(settings, 'callAnswerMinutes'),
      },
      basemapStyleUrl: settings.basemapStyleUrl ?? null,
    };
  });
  serve(app, listRoadNamesContract, async ({ query, reply }) => {
    reply.header('cache-control', 'public, max-age=3600');
    return { roads: await listRoadNames(app.pool, query.names.split(',').slice(0, mostRoads)) };
  });
  serve(app, listUnitsContract, async ({ query }) => ({ units: await listUnits(app.pool, { words: query.q, near: query.near }) }));
};
