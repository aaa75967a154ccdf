import { listDenials } from '#db/queries/orders/denials.ts';
import { findMatched, type Matched } from '#db/queries/orders/suggested.ts';
import type { Connection } from '#db/sql.ts';
import type { Heirs } from '#domain/match/follow-units.ts';
import { suggestUnit } from '#domain/suggest-unit.ts';

/**
 * Whose it likeliest is: of an asset that was chosen the rules have said it, else the match did, by the shares that its dispatch was decided by. Of a unit that ended since
 * it is who follows.
 */
export const likeliestUnit = ({ isChosen, chosenUnitId, owners, candidates }: Omit<Matched, 'unitId'>, notThese: readonly string[], heirs: Heirs) => {
  const said = isChosen
    ? [{ ownerId: chosenUnitId, probability: 1 }]
    : (owners?.map(({ unitId, probability }) => ({ ownerId: unitId, probability })) ?? candidates);
  const living = (unitId: string) => heirs.get(unitId) ?? unitId;
  return suggestUnit(
    said.map(({ ownerId, probability }) => ({ ownerId: ownerId && living(ownerId), probability })),
    notThese.map(living),
  );
};

/** Whom an order's page suggests, as it stands; null: nobody. It looks at no caller's words. */
export const suggestionOf = async (
  connection: Connection,
  orderId: string,
  heirs: Heirs,
): Promise<{ unitId: string; probability: number; isChosen: boolean } | null> => {
  const matched = await findMatched(connection, orderId);
  if (!matched) return null;
  const denied = (await listDenials(connection, orderId)).map(({ unit }) => unit.id);
  const found = likeliestUnit(matched, [matched.unitId, ...denied], heirs);
  return found && { ...found, isChosen: matched.isChosen };
};
