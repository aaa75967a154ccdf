import type { FastifyRequest } from 'fastify';
import type { Outcomes } from '#domain/contract/terms.ts';
import { problemOf } from './error-handler.ts';

/** Does the same to several things, one after the other: what one refuses stops none of the others, and each has its own outcome. */
export const oneByOne = async <Thing extends { readonly id: string }>(
  things: readonly Thing[],
  request: FastifyRequest,
  act: (thing: Thing) => Promise<unknown>,
): Promise<Outcomes> => {
  const outcomes: Outcomes['outcomes'] = [];
  for (const thing of things) {
    const problem = await act(thing).then(
      () => null,
      (error: unknown) => problemOf(error, request),
    );
    outcomes.push({ id: thing.id, problem });
  }
  return { outcomes };
};
