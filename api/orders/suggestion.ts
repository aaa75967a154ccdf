import { listDenials } from '#db/queries/orders/denials.ts';
import { findMatched, type Matched } from '#db/queries/orders/suggested.ts';
import type { Connection } from '#db/sql.ts';
import { suggestUnit } from '#domain/suggest-unit.ts';

/** Whose it likeliest is: of an asset that was chosen the rules have said it, else the match did, by the shares that its dispatch was decided by. */
export const likeliestUnit = ({ isChosen, chosenUnitId, owners, candidates }: Omit<Matched, 'unitId'>, notThese: readonly string[]) => {
  if (isChosen) return suggestUnit([{ ownerId: chosenUnitId, probability: 1 }], notThese);
  return suggestUnit(owners?.map(({ unitId, probability }) => ({ ownerId: unitId, probability })) ?? candidates, notThese);
};

/** Whom an order's page suggests, as it stands; null: nobody. It looks at no caller's words. */
export const suggestionOf = async (connection: Connection, orderId: string): Promise<{ unitId: string; probability: number; isChosen: boolean } | null> => {
  const matched = await findMatched(connection, orderId);
  if (!matched) return null;
  const denied = (await listDenials(connection, orderId)).map(({ unit }) => unit.id);
  const found = likeliestUnit(matched, [matched.unitId, ...denied]);
  return found && { ...found, isChosen: matched.isChosen };
};
