import { createHash } from 'node:crypto';
import { getTileProgram } from '#db/queries/service/tiles.ts';
import type { App } from '../app-type.ts';

const programs = new WeakMap<App['pool'], Promise<string>>();

const programOf = ({ pool }: App): Promise<string> => {
  const known = programs.get(pool) ?? getTileProgram(pool);
  programs.set(pool, known);
  known.catch(() => programs.delete(pool));
  return known;
};

/**
 * The tag of a tile by the version of what it shows, so that a repeat costs one look at that.
 * @param asked whatever else the bytes depend on: the source, the address, the filter, the reader's reach
 */
export const tagOf = async (app: App, asked: unknown, version: string): Promise<string> => tagged(JSON.stringify([asked, await programOf(app), version]));

/** Weak, because one tag stands for both encodings. */
export const tagged = (content: string | Buffer): string => `W/"${createHash('sha1').update(content).digest('base64url')}"`;
