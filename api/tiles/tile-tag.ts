import { createHash } from 'node:crypto';
import { getTileProgram, getTileVersion } from '#db/queries/tile-counts.ts';
import type { TileAddress } from '#db/queries/tiles.ts';
import type { publicTileSources, staffTileSources } from '#tiles/sources.ts';
import type { App } from '../app-type.ts';

type Source = (typeof publicTileSources)[number]['name'] | (typeof staffTileSources)[number]['name'];

/** By what a source's tiles change: with the assets, the ground or the open orders, whose versions the database keeps. */
const changesWith: Readonly<Record<Source, 'assets' | 'ground' | 'orders'>> = {
  wells: 'assets',
  assets: 'assets',
  'staff-wells': 'assets',
  'staff-assets': 'assets',
  'staff-orders': 'orders',
  districts: 'ground',
  streets: 'ground',
  roads: 'ground',
  labels: 'ground',
  waters: 'ground',
};

const programs = new WeakMap<App['pool'], Promise<string>>();

const programOf = ({ pool }: App): Promise<string> => {
  const known = programs.get(pool) ?? getTileProgram(pool);
  programs.set(pool, known);
  known.catch(() => programs.delete(pool));
  return known;
};

/**
 * The tag of a tile before it is made, so that a repeat costs one look at its version.
 * @param narrowed whatever else the bytes depend on: the filter, the reader's reach
 */
export const tagOf = async (app: App, source: Source, at: TileAddress, narrowed: unknown): Promise<string> => {
  const [program, version] = await Promise.all([programOf(app), getTileVersion(app.pool, changesWith[source], at)]);
  return tagged(JSON.stringify([source, at, narrowed, program, version]));
};

/** Weak, because one tag stands for both encodings. */
export const tagged = (content: string | Buffer): string => `W/"${createHash('sha1').update(content).digest('base64url')}"`;
