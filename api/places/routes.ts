import { findPlaces } from '#domain/contract/place-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { App } from '../app-type.ts';
import { readPoint } from '../read-point.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { findPlacesFor } from './find-places.ts';

export const placesRoutes = (app: App): void => {
  serve(app, findPlaces, async ({ query, reply }) => {
    const vocabulary = await vocabularyOf(app.pool);
    const { west, south, east, north } = vocabulary.city;
    const middle: Point = { lon: (west + east) / 2, lat: (south + north) / 2 };
    const near = query.near === undefined ? middle : readPoint('near', query.near);
    reply.header('cache-control', 'public, max-age=300');
    return { places: await findPlacesFor(app.pool, vocabulary, query.q, near) };
  });
};
