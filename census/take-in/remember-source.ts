import { isDeepStrictEqual } from 'node:util';
import { listMemories, rememberSource } from '#db/queries/census-sources.ts';
import type { ImportRow } from '#db/queries/imports.ts';
import type { Connection } from '#db/sql.ts';
import { recall, type SourceMemory, type SourceWords } from '#domain/source-memory.ts';
import { mapColumns } from './map-columns.ts';

type Said = Pick<ImportRow, 'source' | 'reach' | 'mapping' | 'rules' | 'columns'> & Pick<SourceMemory, 'system' | 'axes'> & { readonly words?: SourceWords };

/** Whether a wider scope's memory says the same of this file. */
const isSaidBy = (memory: SourceMemory, { columns, mapping, system, axes, rules }: Said): boolean =>
  isDeepStrictEqual({ system, axes, rules }, { system: memory.system, axes: memory.axes, rules: memory.rules }) &&
  isDeepStrictEqual({ ...mapping }, { ...mapColumns(columns, memory.mapping) });

/**
 * Keeps what was said of a file's source, for the scope that the file was sent for and for no other. Who only follows what a wider scope
 * says keeps nothing of their own: what is mended there reaches them.
 */
export const remember = async (connection: Connection, said: Said, at: string, personId: string | null): Promise<void> => {
  const { own, memories } = await listMemories(connection, said.source, said.reach);
  const held = recall(memories, own);
  if (said.words === undefined && held?.isOwn === false && isSaidBy(held, said)) return;
  const { source: name, mapping, system, axes, rules, words = {} } = said;
  await rememberSource(connection, { name, reach: own, mapping, system, axes, rules, words }, at, personId);
};
