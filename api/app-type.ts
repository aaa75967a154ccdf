import type {} from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from '#db/pool.ts';
import type { Grant } from '#domain/access.ts';
import type { Language } from '#domain/contract/errors.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { LookUp } from '#domain/harvest.ts';
import type { Door } from './door.ts';
import type { RequestCounts } from './request-counts.ts';

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
  /** Nothing opens until the second factor is on: the grants are empty until then. */
  readonly lacksSecondFactor: boolean;
  /** The token by which a program asks for this person; null: they ask themselves. */
  readonly tokenId: string | null;
}

/** Sees to it that nobody copies the registry look-up by look-up. */
export interface Watch {
  /** Takes what a request is about to be told into account. @throws HttpError look-ups-stopped */
  note(request: FastifyRequest, lookUps: readonly LookUp[]): Promise<void>;
  /** How many stops this process began, by 'address walk', 'network misses' and so on. */
  readonly stops: ReadonlyMap<string, number>;
  /** Writes what was not written yet. */
  close(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyInstance {
    pool: Pool;
    clock: Clock;
    /** Where uploaded census files lie. */
    importFolder: string;
    /** Every contract that `serve` registered: openapi and the route × role test read it. */
    contracts: RouteContract[];
    /** Multiplies every rate limit; tests and benches raise it. */
    rateLimitFactor: number;
    watch: Watch;
    /** How often the same was asked within a minute, of all servers together. */
    requestCounts: RequestCounts;
    door: Door;
    /** The limit for everything, for routes whose own limit needs to know who asks first. */
    knock: ReturnType<FastifyInstance['createRateLimit']>;
    /** Where this service is reached from outside; null: as it was called. */
    publicUrl: string | null;
    /** A Martin that public tiles are asked of; null: PostGIS itself. */
    martinUrl: string | null;
    metricsToken: string | null;
    /** By what notices go out besides the page. */
    sends: readonly ('email' | 'sms')[];
    /** Webhooks may lead inside. */
    hooksInside: boolean;
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
