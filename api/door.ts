import type { FastifyRequest } from 'fastify';
import { networkOf } from '#domain/network-of.ts';

/** Keeps those out who try secret after secret. */
export interface Door {
  /** Seconds to wait when too many of this reader's secrets were wrong; 0: go on. */
  shutFor(request: FastifyRequest): number;
  countWrong(request: FastifyRequest): void;
}

const minuteMs = 60_000;

/** Counts wrong tokens and cookies a minute from one line, so that the next ones cost the database nothing. */
export const openDoor = (mostPerMinute: number): Door => {
  const wrong = new Map<string, number>();
  let from = performance.now();
  const lineOf = ({ ip }: FastifyRequest) => networkOf(ip).line;
  return {
    shutFor: (request) => {
      const gone = performance.now() - from;
      if (gone >= minuteMs) {
        wrong.clear();
        from += gone;
      }
      return (wrong.get(lineOf(request)) ?? 0) < mostPerMinute ? 0 : Math.ceil((minuteMs - gone) / 1000);
    },
    countWrong: (request) => void wrong.set(lineOf(request), (wrong.get(lineOf(request)) ?? 0) + 1),
  };
};
