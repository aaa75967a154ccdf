import type { OrderState } from './contract/terms.ts';
import { isOver } from './order-transitions.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** More than a story has turns; what comes after is another matter. A stated number. */
const mostAdditions = 10;

interface Standing {
  readonly state: OrderState;
  readonly additions: number;
  readonly isErased: boolean;
}

/** Whether a reporter may still add to what they reported; once it is over they say "not solved" or report anew. */
export const decideAddition = ({ state, additions, isErased }: Standing): Decision<true> => {
  if (isOver(state) || isErased) return reject('addition-over');
  return additions >= mostAdditions ? reject('additions-full', { params: { most: mostAdditions } }) : accept(true);
};
