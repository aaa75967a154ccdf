import { parsePlate, plateSuggestions } from '#domain/asset-id.ts';
import { HttpError } from '../errors.ts';

/**
 * The number on a plate as it was typed, scanned or linked.
 * @throws HttpError plate-malformed; plate-mistyped with the numbers one slip away in `params.suggestions`
 */
export const readPlate = (typed: string): string => {
  const decision = parsePlate(typed);
  if (decision.ok) return decision.value;
  const suggestions = plateSuggestions(typed);
  throw new HttpError({ ...decision.rejection, field: 'id', ...(suggestions.length > 0 ? { params: { suggestions: suggestions.join(' ') } } : {}) });
};
