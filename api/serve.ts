import type { FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Language } from '#domain/contract/errors.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { LookUp } from '#domain/harvest.ts';
import type { App, Person } from './app-type.ts';
import { admit } from './authentication.ts';
import { HttpError, refuse } from './errors.ts';
import { limitOf } from './limits.ts';
import { compilePart, type Part } from './validation.ts';

type Of<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise;
type Replies<C extends RouteContract> = { [S in keyof C['reply']]: C['reply'][S] extends TSchema ? Static<C['reply'][S]> : never }[keyof C['reply']];
/** A contract without replies streams or sends bytes: whatever Fastify can send, or the reply itself. */
export type ReplyOf<C extends RouteContract> = keyof C['reply'] extends never ? unknown : Replies<C>;

/** What a handler gets: the checked parts, who asks, in which language, and when. */
export interface Call<C extends RouteContract> {
  readonly params: Of<C['params'], Record<string, never>>;
  readonly query: Of<C['query'], Record<string, never>>;
  readonly headers: Of<C['headers'], Record<string, never>>;
  readonly body: Of<C['body'], undefined>;
  readonly person: Person | null;
  readonly language: Language;
  /** ISO instant with Z. */
  readonly now: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What of the registry a reply tells: a route that says so is watched for whoever copies it (domain/harvest.ts). */
type LooksUp<C extends RouteContract> = (call: Call<C>, reply: ReplyOf<C>) => readonly LookUp[];
/** What of the registry a refusal tells: that a number is somebody's, or what it stands for. */
type RefusedLooksUp<C extends RouteContract> = (call: Call<C>) => readonly LookUp[];

interface Watching<C extends RouteContract> {
  readonly looksUp?: LooksUp<C> | undefined;
  readonly refusedLooksUp?: RefusedLooksUp<C> | undefined;
}

/** Runs a handler; what it is about to tell, and a number that nobody has, is taken into account first. */
const watched = async <C extends RouteContract>(
  app: App,
  call: Call<C>,
  handler: (call: Call<C>) => Promise<ReplyOf<C>>,
  { looksUp = () => [], refusedLooksUp = () => [] }: Watching<C>,
): Promise<ReplyOf<C>> => {
  const value = await handler(call).catch(async (error: unknown) => {
    // A mistyped number that was answered with registered ones tells as much as a look-up that missed.
    const isMiss = error instanceof HttpError && (error.rejection.code === 'plate-unknown' || error.rejection.params?.['suggestions'] !== undefined);
    if (error instanceof HttpError) await app.watch.note(call.request, isMiss ? [{ kind: 'miss' }] : refusedLooksUp(call));
    throw error;
  });
  await app.watch.note(call.request, looksUp(call, value));
  return value;
};

/**
 * Registers a route by its contract: access and CSRF first, then each part checked strictly, then the handler, whose value is the
 * reply. The status is the first of the contract's replies (200 before 201) unless the handler set one.
 */
export const serve = <const C extends RouteContract>(
  app: App,
  contract: C,
  handler: (call: Call<C>) => Promise<ReplyOf<C>>,
  { looksUp, refusedLooksUp, ...options }: RouteShorthandOptions & Watching<C> = {},
): void => {
  app.contracts.push(contract);
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = contract[part];
    return schema ? [{ part, check: compilePart(part, schema) }] : [];
  });
  const status = Math.min(...Object.keys(contract.reply).map(Number), 299);
  const checkReply = app.checkReplies ? replyChecks(contract) : undefined;
  const run = looksUp || refusedLooksUp ? (call: Call<C>) => watched(app, call, handler, { looksUp, refusedLooksUp }) : handler;
  const rateLimit = limitOf(contract.name, app.rateLimitFactor);
  app.route({
    ...options,
    method: contract.method,
    url: contract.path,
    config: rateLimit ? { rateLimit } : {},
    preParsing: async (request) => {
      if (rateLimit) await knock(app, request);
      return admit(app, contract, request);
    },
    handler: async (request, reply) => {
      const checked: Partial<Record<Part, unknown>> = {};
      for (const { part, check } of parts) {
        const result = check(part === 'query' ? withoutLanguage(request.query) : request[part]);
        if ('rejection' in result) throw new HttpError(result.rejection);
        checked[part] = result.value;
      }
      if (status < 299) reply.code(status);
      if (contract.access !== 'public') reply.header('cache-control', 'no-store'); // what one person may see; a handler that knows better says so
      const call = { params: {}, query: {}, headers: {}, ...checked, person: request.person, language: request.language, now: app.clock.now(), request, reply };
      const value = await run(call as unknown as Call<C>);
      checkReply?.(reply.statusCode, value);
      return reply.sent || value === reply ? reply : reply.send(value);
    },
  });
};

/** Before anybody is looked up in the database. */
const knock = async (app: App, request: FastifyRequest): Promise<void> => {
  const limit = await app.knock(request);
  if (!limit.isAllowed && limit.isExceeded) throw refuse('too-many-requests', { params: { seconds: limit.ttlInSeconds } });
};

/** `lang` may stand on every address; no contract names it. */
const withoutLanguage = (query: unknown): unknown => {
  if (typeof query !== 'object' || query === null || !('lang' in query)) return query;
  const { lang: _, ...rest } = query;
  return rest;
};

const replyChecks = (contract: RouteContract) => {
  const checks = new Map(Object.entries(contract.reply).map(([status, schema]) => [Number(status), Compile(schema)]));
  return (status: number, value: unknown): void => {
    if (checks.size === 0) return;
    const check = checks.get(status);
    const sent: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
    if (!check?.Check(sent)) throw new Error(`${contract.name} broke its contract (${status}): ${JSON.stringify(check?.Errors(sent).slice(0, 3))}`);
  };
};
