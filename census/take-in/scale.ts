import type { Scale } from '#db/queries/imports/import-near.ts';

const perLat = 111_195;

/** Metres in a degree at the middle of a city: west, south, east, north. */
export const scaleOf = ([, south = 0, , north = 0]: readonly number[]): Scale => ({
  perLon: perLat * Math.cos((((south + north) / 2) * Math.PI) / 180),
  perLat,
});
