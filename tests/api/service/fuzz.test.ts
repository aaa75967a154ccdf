import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '#domain/access.ts';
import { errorWordings } from '#domain/contract/errors.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { Role } from '#domain/contract/terms.ts';
import { scopeOfRole } from '#domain/granting.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { arbitraryOf, brokenOf, junk } from '../../support/arbitrary-of.ts';
import { aPerson } from '../../support/builders.ts';
import { type Ground, layGround } from '../../support/fuzz-ground.ts';
import { type Call, nearlyRight } from '../../support/nearly-right.ts';
import { rows as routes } from '../people/route-by-role.rows.ts';

let test: TestApp;
let ground: Ground;
let address: string;

beforeAll(async () => {
  test = await startApp({ checkReplies: false });
  ground = await layGround(test);
  address = await test.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.close());

/** Somebody who may do everything, so that nothing is turned away at the door; one per route, since some routes end or lock who asks. */
const somebody = async (name: string): Promise<Record<string, string>> => {
  const roles = Object.keys(permissionsOf) as Role[];
  const grants = roles.map((role) => (scopeOfRole(role) === 'unit' ? { role, unitId: 'power' } : { role, placeCode: '990000' }));
  await aPerson(test.database.pool, `fuzz-${name}`, grants);
  return signIn(test.app, `fuzz-${name}`);
};

interface Asked {
  readonly url: string;
  readonly payload: unknown;
  readonly headers: Record<string, string>;
}

const part = (schema: TSchema | undefined, isBroken: boolean): fc.Arbitrary<unknown> => {
  if (!schema) return isBroken ? fc.option(junk, { nil: undefined }) : fc.constant(undefined);
  return isBroken ? brokenOf(schema, ground.known) : arbitraryOf(schema, ground.known);
};

const fields = (value: unknown): [string, unknown][] => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value)?.toWellFormed() ?? ''));
const plainHeader = (value: unknown): string =>
  textOf(value)
    .replace(/[^\u0020-\u007e]/g, '?')
    .trim();

const askedOf = (contract: RouteContract, isBroken: boolean): fc.Arbitrary<Asked> =>
  fc
    .record({
      params: part(contract.params, isBroken),
      query: part(contract.query, isBroken),
      headers: part(contract.headers, isBroken),
      payload: part(contract.body, isBroken),
    })
    .map(({ params, query, headers, payload }) => {
      const given = new Map(fields(params));
      const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(textOf(given.get(name) ?? params).slice(0, 300)));
      const search = new URLSearchParams(fields(query).map(([name, value]): [string, string] => [name.toWellFormed(), textOf(value)]));
      const sent = fields(headers).filter(([name]) => /^[a-z-]+$/.test(name) && name !== 'content-length' && name !== 'transfer-encoding');
      return { url: `${path}?${search}`, payload, headers: Object.fromEntries(sent.map(([name, value]) => [name, plainHeader(value)])) };
    });

const looksInside = /\bat .+:\d+:\d+|node_modules|\.ts:\d|select .+ from |error: .+ relation/;

const expectDecent = ({ status, body }: { status: number; body: string }): void => {
  expect(status, body.slice(0, 400)).toBeLessThan(500);
  expect(looksInside.test(body), body.slice(0, 400)).toBe(false);
  if (status < 400) return;
  const problem: { code?: string } = JSON.parse(body);
  expect(problem.code !== undefined && problem.code in errorWordings, body.slice(0, 400)).toBe(true);
};

const entered = new Set<string>();
const asked = new Set<string>();
const isStream = (name: string) => routes[name]?.some(({ streams }) => streams === true) ?? false;

/** A stream never ends by itself: it is asked over a socket of its own, which is hung up once the answer began. */
const askStream = async ({ url, headers }: Call): Promise<{ status: number; body: string }> => {
  const request = get(address + url, { headers: headers as Record<string, string>, agent: false });
  const [reply]: IncomingMessage[] = await once(request, 'response');
  const status = reply?.statusCode ?? 0;
  const body = reply && status >= 400 ? await text(reply) : '';
  request.destroy();
  return { status, body };
};

const send = async (name: string, call: Call, who: Record<string, string>) => {
  asked.add(name);
  const signed = { ...call, headers: { ...call.headers, ...who } };
  if (isStream(name)) return askStream(signed);
  const reply = await test.app.inject(signed);
  if (reply.statusCode < 400) entered.add(name);
  return { status: reply.statusCode, body: reply.statusCode < 400 ? '' : reply.body };
};

const callOf = (contract: RouteContract, { url, payload, headers }: Asked): Call => {
  if (payload === undefined || contract.method === 'GET') return { method: contract.method, url, headers };
  return { method: contract.method, url, headers: { 'content-type': 'application/json', ...headers }, payload: JSON.stringify(payload) };
};

/** From the contract, whole or with a part made wrong; and what the route takes, with one thing about it another. */
const questionsOf = (contract: RouteContract): fc.Arbitrary<Call> => {
  const rows = (routes[contract.name] ?? []).map(({ call }) => fc.nat().map((nonce) => call(ground.things, `f${nonce}`.padEnd(8, '0'))));
  const right = ground.right[contract.name] ?? [];
  const near = [...rows, ...(right.length > 0 ? [fc.constantFrom(...right)] : [])].map((calls) => calls.chain((call) => nearlyRight(call, ground.known)));
  const drawn = fc.boolean().chain((isBroken) => askedOf(contract, isBroken).map((one) => callOf(contract, one)));
  return fc.oneof(drawn, ...near);
};

const names = Object.keys(routes);
/** The same questions every time, all routes together in about half a minute; FUZZ_RUNS asks more of each, FUZZ_SEED others. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 20);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261125);

describe.each(names)('%s, asked whatever its contract allows and does not', (name) => {
  it('answers decently: never a fault of its own, never a look inside, always a code that has words', async () => {
    const contract = test.app.contracts.find((one) => one.name === name);
    if (!contract) throw new Error(`${name} is not served`);
    const who = await somebody(name);
    const question = fc.asyncProperty(questionsOf(contract), async (one) => expectDecent(await send(name, one, who)));
    await fc.assert(question, { numRuns, seed, endOnFailure: true });
  }, 60_000);
});

/** What answers without a contract: no body, no query, nobody who asks. A new one is written here, or has a contract. */
const withoutContract = ['GET /api/docs', 'GET /api/docs/', 'GET /api/docs/js/scalar.js', 'GET /api/openapi.json', 'GET /health', 'GET /metrics', 'GET /ready'];

/** "GET /path" of each line of the server's own tree of routes. */
const servedBy = (tree: string): string[] => {
  const above: string[] = [];
  const found = tree.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line) ?? [];
    if (path === '') return [];
    const depth = indent.length / 4;
    above.splice(depth, above.length, path);
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${above.join('')}`);
  });
  return found.sort();
};

describe('the questions', () => {
  it('were put to every route that is served by contract', () => {
    expect(test.app.contracts.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
  });

  it('left out no address that the server answers but those of no contract, which take nothing', async () => {
    const byContract = new Set(test.app.contracts.map(({ method, path }) => `${method} ${path}`));
    const others = servedBy(test.app.printRoutes({ commonPrefix: false })).filter((one) => !byContract.has(one) && !one.startsWith('HEAD '));
    expect(others).toEqual(withoutContract);
    for (const one of others) expect((await test.app.inject({ url: `${one.replace('GET ', '')}?x=%00` })).statusCode, one).toBeLessThan(500);
  });

  it('entered most routes, and were not only turned away at the door', () => {
    expect(entered.size, names.filter((name) => !entered.has(name)).join(', ')).toBeGreaterThan(names.length * 0.7);
  });
});
