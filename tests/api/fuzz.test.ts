import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '#domain/access.ts';
import { errorWordings } from '#domain/contract/errors.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { Role } from '#domain/contract/terms.ts';
import { scopeOfRole } from '#domain/granting.ts';
import { signIn, startApp, type TestApp } from '../support/app.ts';
import { arbitraryOf, brokenOf, junk } from '../support/arbitrary-of.ts';
import { aPerson, aWell } from '../support/builders.ts';
import { aPhoto, orderOf, report } from '../support/thread.ts';
import { rows as routes } from './route-by-role.rows.ts';

let test: TestApp;
let known: string[];

beforeAll(async () => {
  test = await startApp({ checkReplies: false });
  const assetId = await aWell(test.database.pool);
  const photoId = await aPhoto(test.app);
  const story = await report(test.app, { plate: assetId, channel: 'plate' });
  const order = await orderOf(test.app, story);
  known = [
    assetId,
    photoId,
    story.number,
    order.id,
    '1',
    '2',
    'power',
    'water',
    'centre-990101001',
    '990000',
    '990101',
    '990101001',
    'cover_missing',
    'noise',
    'sign',
    '0105',
  ];
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
  return isBroken ? brokenOf(schema, known) : arbitraryOf(schema, known);
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

const send = async (contract: RouteContract, { url, payload, headers }: Asked, who: Record<string, string>) => {
  const withBody = payload === undefined || contract.method === 'GET' ? {} : { payload: JSON.stringify(payload) };
  const call: InjectOptions = {
    method: contract.method,
    url,
    headers: { ...('payload' in withBody ? { 'content-type': 'application/json' } : {}), ...headers, ...who },
    ...withBody,
  };
  const reply = await test.app.inject(call);
  if (reply.statusCode < 400) entered.add(contract.name);
  return { status: reply.statusCode, body: reply.statusCode < 400 ? '' : reply.body };
};

// Streams end when nobody reads them any more, which inject never does; their parts are those of other routes.
const entered = new Set<string>();

const isStream = (name: string) => routes[name]?.some(({ streams }) => streams === true) ?? false;
const names = Object.keys(routes).filter((name) => !isStream(name));
/** The same questions every time, all routes together in about half a minute; FUZZ_RUNS asks more of each, FUZZ_SEED others. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 20);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261125);

describe.each(names)('%s, asked whatever its contract allows and does not', (name) => {
  it('answers decently: never a fault of its own, never a look inside, always a code that has words', async () => {
    const contract = test.app.contracts.find((one) => one.name === name);
    if (!contract) throw new Error(`${name} is not served`);
    const who = await somebody(name);
    const asked = fc.boolean().chain((isBroken) => askedOf(contract, isBroken));
    const question = fc.asyncProperty(asked, async (one) => expectDecent(await send(contract, one, who)));
    await fc.assert(question, { numRuns, seed, endOnFailure: true });
  });
});

it('the questions entered many routes, and were not only turned away at the door', () => {
  expect(entered.size, names.filter((name) => !entered.has(name)).join(', ')).toBeGreaterThan(names.length / 5);
});
