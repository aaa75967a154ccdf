import type { Unit } from '#domain/contract/city.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';

type Held = Pick<Order, 'districtCode' | 'streetCode'> & { readonly unit: Pick<Order['unit'], 'id' | 'kind' | 'level'> };
type To = Pick<Unit, 'kind' | 'level' | 'placeCode'>;

const upwards: readonly Unit['level'][] = ['street', 'district', 'city'];

/**
 * Whether a unit is worth offering for an act: across to the centres of other places, down to the centres under the one that has it, and no
 * centre elsewhere where it is sent within its place. Which units stand below a unit that hands down, the server alone knows.
 */
export const mayBeSentTo = ({ districtCode, streetCode, unit: holder }: Held, action: OrderAction, { kind, level, placeCode }: To): boolean => {
  const isOverPlace = kind === 'centre' && (level === 'city' || placeCode === districtCode || placeCode === streetCode);
  if (action === 'hand_across') return kind === 'centre' && !isOverPlace;
  if (action === 'hand_down' && holder.kind === 'centre') return isOverPlace && upwards.indexOf(level) < upwards.indexOf(holder.level);
  return kind !== 'centre' || isOverPlace;
};
