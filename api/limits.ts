import type { RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '#domain/network-of.ts';

/** What every address may ask in a minute where nothing narrower is said: a map being dragged asks for a few hundred tiles. */
export const everyMinute = 3000;

interface Limit {
  readonly perMinute: number;
  /** What staff get instead: a desk works faster than a passer-by. */
  readonly staffPerMinute?: number;
  /** Narrows the key below the socket's address; needs the body, so it is looked at after parsing. */
  readonly keyOf?: (request: FastifyRequest) => string;
}

const typedUsername = (request: FastifyRequest): string => {
  const body: unknown = request.body;
  const username = typeof body === 'object' && body !== null && 'username' in body ? body.username : '';
  return typeof username === 'string' ? username.slice(0, 64).trim().toLowerCase() : '';
};

/** Requests a minute by contract name. Keyed by the socket's address. */
const limits: Readonly<Record<string, Limit>> = {
  createSession: { perMinute: 10, keyOf: typedUsername },
  createMatch: { perMinute: 60, staffPerMinute: 600 },
  createReport: { perMinute: 20, staffPerMinute: 120 },
  createPhoto: { perMinute: 30, staffPerMinute: 120 },
  getAsset: { perMinute: 30, staffPerMinute: 600 },
  findPlaces: { perMinute: 60, staffPerMinute: 600 },
  getReport: { perMinute: 120 },
  listOpenReports: { perMinute: 60 },
  createFollow: { perMinute: 20 },
  addToReport: { perMinute: 10, staffPerMinute: 60 },
  judgeReport: { perMinute: 10, staffPerMinute: 60 },
  createToken: { perMinute: 10 },
  // Each takes a core some 80 ms on purpose, or tries a code or a link.
  changePassword: { perMinute: 10 },
  beginSecondFactor: { perMinute: 10 },
  confirmSecondFactor: { perMinute: 10 },
  renewRecoveryCodes: { perMinute: 10 },
  endSecondFactor: { perMinute: 10 },
  readInvitation: { perMinute: 20 },
  acceptInvitation: { perMinute: 10 },
  exportAssets: { perMinute: 10 },
  getPlates: { perMinute: 60 },
  listPlateParts: { perMinute: 60 },
};

/** The rate-limit options of a route; undefined where only the limit for everything holds. */
export const limitOf = (contractName: string, factor: number): RateLimitOptions | undefined => {
  const limit = limits[contractName];
  if (!limit) return undefined;
  const { perMinute, staffPerMinute = perMinute, keyOf } = limit;
  return {
    hook: 'preHandler', // by then person and body are known
    timeWindow: 60_000,
    max: (request) => (request.person ? staffPerMinute : perMinute) * factor,
    keyGenerator: (request) => `${contractName}|${networkOf(request.ip).line}|${keyOf?.(request) ?? request.person?.id ?? ''}`,
  };
};
