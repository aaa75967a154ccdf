import type { Static } from 'typebox';
import type { Pool } from '#db/pool.ts';
import { type AssetFilter, listAssets } from '#db/queries/asset-search.ts';
import { reachOf } from '#domain/access.ts';
import type { AssetRow, listAssets as contract } from '#domain/contract/assets.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';

type Query = Static<(typeof contract)['query']>;
type Box = readonly [number, number, number, number];

const wrong = (field: string, whyZh: string, whyEn: string) => refuse('query-invalid', { field, params: { field, whyZh, whyEn } });

const pointOf = (text: string) => {
  const [lon = 0, lat = 0] = text.split(',').map(Number);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw wrong('near', '经度在 ±180、纬度在 ±90 以内。', 'longitude lies within ±180, latitude within ±90.');
  return { lon, lat };
};

const boxOf = (text: string): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number);
  if (Math.max(Math.abs(west), Math.abs(east)) > 180 || Math.max(Math.abs(south), Math.abs(north)) > 90 || west > east || south > north)
    throw wrong('bbox', '顺序为 西,南,东,北，单位为度。', 'the order is west,south,east,north, in degrees.');
  return [west, south, east, north];
};

const cursorOf = (after: readonly [number, string]) => Buffer.from(JSON.stringify(after)).toString('base64url');

const afterOf = (cursor: string): readonly [number, string] => {
  const bad = () => wrong('cursor', '请使用上一页给出的值。', 'take the one that the page before gave.');
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string' && /^\d{16}[0-9X]$/.test(value[1])) return [value[0], value[1]];
  } catch {
    throw bad();
  }
  throw bad();
};

/** A page of the registry within the person's reach, and the cursor of the next one; null at the end. */
export const searchAssets = async (pool: Pool, person: Person, query: Query): Promise<{ assets: AssetRow[]; nextCursor: string | null }> => {
  const reach = reachOf(person.grants, 'assets.read', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  const { near, bbox, q, cursor, limit = 50, ...same } = query;
  const filter: AssetFilter = {
    ...same,
    near: near === undefined ? undefined : pointOf(near),
    bbox: bbox === undefined ? undefined : boxOf(bbox),
    words: q?.trim() || undefined,
    after: cursor === undefined ? undefined : afterOf(cursor),
    limit: limit + 1,
  };
  const found = await listAssets(pool, reach, filter);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { assets: page.map(({ far: _, ...asset }) => asset), nextCursor: found.length > limit && last ? cursorOf([last.far, last.id]) : null };
};
