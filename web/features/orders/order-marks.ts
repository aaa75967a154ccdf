import type { Order } from '#domain/contract/orders.ts';
import { metresBetween } from '#domain/datum.ts';
import type { MapMark } from '../../map/types.ts';

// Below one in a hundred a mark only hides its neighbours.
const leastShown = 0.01;
/** Nearer to a numbered well a pin would stand behind its number, and say no more than it and the order's own sign do. */
const leastApartM = 3;

/** The numbered candidates, and the well that was chosen beside them. */
const wellsOf = (order: Order, words: { chosen: string; candidate: (rank: number) => string }): MapMark[] => [
  ...order.candidates.flatMap((candidate, i) =>
    candidate.position === null || candidate.assetId === null || (candidate.probability < leastShown && candidate.assetId !== order.assetId)
      ? []
      : [
          {
            id: candidate.assetId,
            position: candidate.position,
            text: String(i + 1),
            label: words.candidate(i + 1),
            chosen: candidate.assetId === order.assetId,
            tone: 'candidate' as const,
          },
        ],
  ),
  ...(order.chosen && order.assetId && order.candidates.every(({ assetId }) => assetId !== order.assetId)
    ? [{ id: order.assetId, position: order.chosen.position, text: '✓', label: words.chosen, chosen: true, tone: 'candidate' as const }]
    : []),
];

/** What the map shows of a chosen order: where people said it is, and the numbered candidates. */
export const marksOf = (order: Order, words: { place: string; chosen: string; candidate: (rank: number) => string }): MapMark[] => {
  const wells = wellsOf(order, words);
  const isSaid = wells.some(({ position }) => metresBetween(position, order.position) < leastApartM);
  const place: MapMark = { id: 'place', position: order.position, label: words.place, tone: order.isHazard ? 'danger' : 'pin' };
  return isSaid ? wells : [...wells, place];
};
