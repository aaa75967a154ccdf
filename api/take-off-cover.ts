import { closeCover, type HeldAsset, type Stamp } from '#db/queries/assets/asset-edits.ts';
import type { Connection } from '#db/sql.ts';

/** Takes off the cover that is on a held asset. @returns what it was, for the asset's history; null where none is on */
export const takeOffCover = async (
  connection: Connection,
  { cover }: HeldAsset,
  reason: string,
  stamp: Stamp,
): Promise<Readonly<Record<string, unknown>> | null> => {
  if (!cover) return null;
  const { id, ...facts } = cover;
  await closeCover(connection, id, reason, stamp);
  return facts;
};
