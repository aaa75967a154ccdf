import type { FastifyRequest } from 'fastify';
import type { Person } from './app-type.ts';
import { refuse } from './errors.ts';

/** The person and the session of a page: a bearer token changes nobody's account, and breeds nothing that outlives it. */
export const ownSession = (request: FastifyRequest): { person: Person; tokenHash: Buffer } => {
  if (!request.person) throw refuse('not-signed-in');
  if (!request.session) throw refuse('forbidden');
  return { person: request.person, tokenHash: request.session.tokenHash };
};
