import { isDeepStrictEqual } from 'node:util';
import { inTransaction, type Pool } from '#db/pool.ts';
import { findSource, forgetSource, holdSource, listMemories, rememberSource } from '#db/queries/imports/census-sources.ts';
import { type ImportRow, type OpenedWith, updateImport } from '#db/queries/imports/imports.ts';
import type { Connection } from '#db/sql.ts';
import { officialAxes, readSystem } from '#domain/coordinates/systems.ts';
import { defaultImportRules } from '#domain/import-rules.ts';
import { type Coordinates, type Recalled, recall, type SaidOfFile, type SourceWords, saidBy } from '#domain/source-memory.ts';
import { isTable } from '../census-file.ts';
import { mapColumns } from './map-columns.ts';

type Given = Pick<ImportRow, 'id' | 'source' | 'reach'>;

/** What of a source's memory a file tells that was opened with it. */
export const openedWith = (source: Recalled | undefined): OpenedWith | null =>
  source === undefined ? null : { reach: source.reach, isOwn: source.isOwn, updatedAt: source.updatedAt, own: source.own, widerReach: source.widerReach };

const pick = <V>(from: Readonly<Record<string, V>>, names: readonly string[]): Record<string, V> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

/** A form with a geometry has no order of its own to remember: that of the source's tables stays, or its system's. */
const coordinatesOf = ({ format, system, axes }: ImportRow, held: Coordinates | null): Coordinates | null => {
  if (system === null || axes === null) return null;
  if (isTable(format)) return { system, axes };
  const read = readSystem(system);
  return held?.system === system ? held : { system, axes: read.ok ? officialAxes(read.value) : axes };
};

const keep = async (
  connection: Connection,
  { id, source: name, reach }: Given,
  said: (held: Recalled | undefined) => SaidOfFile,
  at: string,
  personId: string | null,
) => {
  await holdSource(connection, name);
  const { own, memories } = await listMemories(connection, name, reach);
  const { before, after } = saidBy(memories, own, said(recall(memories, own)));
  if (!isDeepStrictEqual(before, after)) await rememberSource(connection, { name, reach: own, ...after }, at, personId);
  await updateImport(connection, id, { memory: openedWith(await findSource(connection, name, reach)) });
};

/**
 * Keeps what somebody said of this file's source, for the scope that the file was sent for and for no other: the headings, rules and
 * coordinates that were said of the file. What nobody spoke of is followed as wider scopes say it, so that what is mended there arrives.
 */
export const remember = (pool: Pool, row: ImportRow, at: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { headings = [], rules = [], coordinates = false } = row.said;
    const said = (held: Recalled | undefined): SaidOfFile => ({
      mapping: pick(row.mapping, headings),
      coordinates: coordinatesOf(row, held?.coordinates ?? null),
      coordinatesAreSaid: coordinates,
      rules: pick<unknown>({ ...row.rules }, rules),
      words: {},
    });
    await keep(client, row, said, at, row.personId);
    await updateImport(client, row.id, { said: {} });
  });

/** Keeps what a source means by its words as soon as it is said: the next check knows them. */
export const rememberWords = (pool: Pool, row: Given, words: SourceWords, at: string, personId: string | null): Promise<void> =>
  inTransaction(pool, (client) => keep(client, row, () => ({ mapping: {}, coordinates: null, coordinatesAreSaid: false, rules: {}, words }), at, personId));

/**
 * Forgets what this file's scope said of its source. The file is read as wider scopes say, or as its headings say by themselves; what was
 * said of its own coordinates stays where nobody else said any. It is to be checked anew.
 */
export const forget = (pool: Pool, row: ImportRow): Promise<void> =>
  inTransaction(pool, async (client) => {
    await holdSource(client, row.source);
    if (!(await forgetSource(client, row.source, row.reach))) return;
    const held = await findSource(client, row.source, row.reach);
    const { system, axes } = held?.coordinates ?? {};
    await updateImport(client, row.id, {
      mapping: mapColumns(row.columns, held?.mappings ?? []),
      rules: held?.rules ?? defaultImportRules,
      ...(system === undefined ? {} : { system }),
      ...(axes === undefined || !isTable(row.format) ? {} : { axes }),
      ...{ memory: openedWith(held), said: {}, state: 'waiting', rejection: null, likely: null },
    });
  });
