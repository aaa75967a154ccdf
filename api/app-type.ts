import type { FastifyInstance } from 'fastify';
import type { Pool } from '#db/pool.ts';
import type { Grant } from '#domain/access.ts';
import type { Language } from '#domain/contract/errors.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { Name } from '#domain/contract/terms.ts';

/** Where `now` comes from: an ISO instant with Z. Tests give a fixed one. */
export interface Clock {
  now(): string;
}

/** Who is asking, with what they hold. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: Name;
  readonly grants: readonly Grant[];
  /** Units this person acts for: those of the grants, and the handling centre of each grant's place. */
  readonly unitIds: readonly string[];
  readonly cityCode: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    pool: Pool;
    clock: Clock;
    /** Every contract that `serve` registered: openapi and the route × role test read it. */
    contracts: RouteContract[];
    /** Multiplies every rate limit; tests and benches raise it. */
    rateLimitFactor: number;
    /** Where this service is reached from outside; null: as it was called. */
    publicUrl: string | null;
    /** A Martin that public tiles are asked of; null: PostGIS itself. */
    martinUrl: string | null;
    /** Tests only: a reply that breaks its contract is an error. */
    checkReplies: boolean;
  }
  interface FastifyRequest {
    person: Person | null;
    /** How the person was known: unsafe methods by cookie need the CSRF header. */
    session: { readonly csrf: string; readonly expiresAt: string; readonly tokenHash: Buffer } | null;
    language: Language;
  }
}

export type App = FastifyInstance;
