import type { OrderFactsRow } from '#db/queries/orders/order-facts.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Facts } from '#domain/order-conditions.ts';
import { isBelow } from '#domain/unit-levels.ts';
import type { Person } from './app-type.ts';
import { centreLevels } from './order-access.ts';

/** What is so about an order for whoever looks at it or acts. @param unitId who is accountable */
export const factsOf = (vocabulary: Vocabulary, order: OrderFactsRow, unitId: string, person: Pick<Person, 'id'> | null): Facts => {
  const levels = centreLevels(vocabulary, order);
  const at = levels.indexOf(unitId);
  return {
    hasContact: order.hasContact,
    isCallerWaiting: order.isCallerWaiting,
    hasSeveralReports: order.hasSeveralReports,
    isJoinOffered: order.isJoinOffered,
    didNothingFollow: order.didNothingFollow,
    isLastActStanding: order.isLastActStanding,
    isHazard: order.isHazard,
    hasArrived: order.arrivedAt !== null,
    isTimeAsked: order.timeAskedAt !== null,
    isTimeGranted: order.timeGrantedAt !== null,
    isPauseAsked: order.pauseAskedAt !== null,
    didAskTime: person !== null && order.timeAskedBy === person.id,
    didAskPause: person !== null && order.pauseAskedBy === person.id,
    isSupervised: order.supervisedAt !== null,
    isDocketed: order.docketedAt !== null,
    isCentres: at >= 0,
    isBelowAnother: at >= 0 && at < levels.length - 1,
    isAboveAnother: at > 0 || (at < 0 && vocabulary.units.some((unit) => unit.active && isBelow(vocabulary.units, unit.id, unitId))),
  };
};
