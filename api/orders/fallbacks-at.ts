import { getDispatchCase, saveFallbacks } from '#db/queries/orders/order-requests.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { applyRules, ruleSetAt } from '#domain/apply-rules.ts';
import type { DispatchCase } from '#domain/contract/dispatch-rules.ts';
import { livingAmong } from '#domain/dispatch.ts';
import { localTime } from '#domain/local-time.ts';
import { endedUnits, unitsAt } from '#domain/place-units.ts';
import type { Acting } from './acting.ts';

/** Who falls back, by the rules of now, where an order lies: those of another place act for nothing here. */
export const fallbacksAt = (
  { ruleSets, units, city }: Vocabulary,
  of: DispatchCase,
  { districtCode, streetCode }: { readonly districtCode: string; readonly streetCode: string },
  now: string,
): readonly string[] => {
  const here = { ...of, districtCode, streetCode, time: localTime(now, city.timeZone).slice(0, 5) };
  const rules = ruleSetAt(ruleSets, now)?.rules ?? [];
  return applyRules(rules, here, unitsAt(units, city.code)(here), livingAmong(endedUnits(units)))?.fallbacks ?? [];
};

/** The order lies elsewhere by now: who falls back there is who does in that place. One of before the rules were data keeps no case: the centres are called. */
export const moveFallbacks = async ({ client, vocabulary, order, now }: Acting): Promise<void> => {
  const of = await getDispatchCase(client, order.id);
  await saveFallbacks(client, order.id, of === null ? [] : fallbacksAt(vocabulary, { ...of, isHazard: order.isHazard }, order, now));
};
