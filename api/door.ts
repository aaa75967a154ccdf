import type { FastifyRequest } from 'fastify';
import { networkOf } from '#domain/network-of.ts';
import type { RequestCounts } from './request-counts.ts';

/** Keeps those out who try secret after secret. */
export interface Door {
  /** Seconds to wait when too many of this reader's secrets were wrong; 0: go on. */
  shutFor(request: FastifyRequest): number;
  countWrong(request: FastifyRequest): void;
}

/** Counts wrong tokens and cookies a minute from one line, so that the next ones cost the database nothing. */
export const openDoor = (counts: RequestCounts, mostPerMinute: number): Door => {
  const keyOf = ({ ip }: FastifyRequest) => `wrong|${networkOf(ip).line}`;
  return {
    shutFor: (request) => {
      const { current, ttl } = counts.peek(keyOf(request));
      return current < mostPerMinute ? 0 : Math.ceil(ttl / 1000);
    },
    countWrong: (request) => void counts.count(keyOf(request), mostPerMinute),
  };
};
