import { createHash } from 'node:crypto';
import { getTileProgram, getTileVersion } from '#db/queries/tile-counts.ts';
import type { TileAddress } from '#db/queries/tiles.ts';
import type { App } from '../app-type.ts';

/** By what a source's tiles change: with the assets or the ground, whose versions the database keeps, or with anything (its bytes are its tag). */
const changesWith: Readonly<Record<string, 'assets' | 'ground'>> = {
  wells: 'assets',
  assets: 'assets',
  'staff-wells': 'assets',
  'staff-assets': 'assets',
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
 * The tag of a tile before it is made, so that a repeat costs one look at its version; null for a source that keeps none.
 * @param narrowed whatever else the bytes depend on: the filter, the reader's reach
 */
export const tagOf = async (app: App, source: string, at: TileAddress, narrowed: unknown): Promise<string | null> => {
  const by = changesWith[source];
  if (by === undefined) return null;
  const [program, version] = await Promise.all([programOf(app), getTileVersion(app.pool, by, at)]);
  return tagged(JSON.stringify([source, at, narrowed, program, version]));
};

/** Weak, because one tag stands for both encodings. */
export const tagged = (content: string | Buffer): string => `W/"${createHash('sha1').update(content).digest('base64url')}"`;
