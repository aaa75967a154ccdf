import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Waiting } from '../../../web/client/device/store.ts';
import { ProblemError } from '../../../web/client/problem-error.ts';

interface Event {
  readonly action: string;
  readonly key: string | null;
}
type Body = { readonly key: string; readonly version: number };

const shelf = vi.hoisted(() => new Map<string, unknown>());
const server = vi.hoisted(() => ({
  get: (): unknown => undefined,
  post: (_action: string, _body: { key: string; version: number }): unknown => undefined,
}));
vi.mock('../../../web/client/device/store.ts', () => ({
  listWaiting: async () => [...shelf.values()],
  findWaiting: async (id: string) => shelf.get(id),
  putWaiting: async (one: { id: string }) => void shelf.set(one.id, one),
  dropWaiting: async (id: string) => void shelf.delete(id),
  giveUp: async ({ id }: { id: string }) => void shelf.delete(id),
}));
vi.mock('../../../web/client/device/flush.ts', () => ({
  withPhotos: async (one: unknown) => one,
  mayGoLater: ({ problem }: ProblemError) => problem.status === 0 || problem.status >= 500 || [401, 429].includes(problem.status),
}));
vi.mock('../../../web/client/call.ts', () => ({
  call: async ({ method }: { method: string }, { params, body }: { params: { action: string }; body: Body }) =>
    method === 'GET' ? server.get() : server.post(params.action, body),
}));
vi.mock('../../../web/staff/routes.ts', () => ({ getOrder: { method: 'GET' }, actOnOrder: { method: 'POST' } }));

const { memoOf, syncActs, withdraw } = await import('../../../web/features/crew/sync.ts');

const refusal = (status: number, code = 'unavailable') => new ProblemError({ type: 'about:blank', title: '', status, code, detail: '' } as never);
const thrown = (error: Error) => () => {
  throw error;
};
const step = (id: string, action: string, by = 'crew'): Waiting =>
  ({
    id,
    what: 'act',
    at: `2026-11-27T01:00:0${shelf.size}Z`,
    path: '',
    headers: {},
    body: {},
    queue: '1',
    state: 'waiting',
    memo: { by, action, seen: 3, seenEvents: 1, doneAt: '' },
  }) as Waiting;
const keep = (...steps: readonly Waiting[]) => {
  for (const one of steps) shelf.set(one.id, one);
};
const kept = (id: string) => shelf.get(id) as Waiting | undefined;
/** What the page showed, and which steps still waited on the phone then. */
const shown: { version: number; waiting: string[] }[] = [];
const show = async ({ version }: { version: number }) => void shown.push({ version, waiting: [...shelf.keys()] });
const sync = () => syncActs({ username: 'crew' }, Date.parse('2026-11-27T01:00:10Z'), show);

/** An order at the server: each act that comes on its version counts it up, one that came before is answered as it stands. */
const order = { version: 3, events: [] as Event[] };
const told = () => ({ version: order.version, events: [...order.events] });
const done = (action: string, key: string | null = null) => {
  order.version += 1;
  order.events.push({ action, key });
  return told();
};
const act = (action: string, { key, version }: Body) => {
  if (order.events.some((event) => event.key === key)) return told();
  if (version !== order.version) throw refusal(409, 'version-stale');
  return done(action, key);
};
const lost = (action: string, body: Body) => {
  act(action, body);
  throw refusal(0);
};

beforeEach(() => {
  shelf.clear();
  shown.length = 0;
  Object.assign(order, { version: 3, events: [{ action: 'receive', key: null }] });
  Object.assign(server, { get: told, post: act });
});

describe('a step whose answer was lost', () => {
  it('stands once, and the next step goes on top of it', async () => {
    keep(step('arrival-of-a-phone', 'arrive'), step('safety-of-a-phone', 'secure'));
    server.post = lost;
    await sync();
    expect(memoOf(kept('arrival-of-a-phone') as Waiting).tried).toBe(true);
    server.post = act;
    await sync();
    expect(order.events.map(({ action }) => action)).toEqual(['receive', 'arrive', 'secure']);
    expect(shelf.size).toBe(0);
  });

  it.each([401, 429])('is not withdrawn after the next look was refused at the door (%i), and makes no conflict with itself', async (status) => {
    keep(step('arrival-of-a-phone', 'arrive'));
    server.post = lost;
    await sync();
    server.get = thrown(refusal(status));
    await sync();
    await withdraw(kept('arrival-of-a-phone') as Waiting);
    expect(kept('arrival-of-a-phone')).toBeDefined();
    server.get = told;
    await sync();
    expect(shelf.size).toBe(0);
  });

  it('is settled though others went on since, and the next step waits for its person, who is told of that alone', async () => {
    keep(step('arrival-of-a-phone', 'arrive'), step('safety-of-a-phone', 'secure'));
    server.post = lost;
    await sync();
    done('void');
    server.post = act;
    await sync();
    expect(kept('arrival-of-a-phone')).toBeUndefined();
    expect(kept('safety-of-a-phone')?.state).toBe('refused');
    expect(memoOf(kept('safety-of-a-phone') as Waiting).conflict?.events.map(({ action }) => action)).toEqual(['void']);
  });
});

describe('a step that did not arrive', () => {
  it('is withdrawn while nothing was sent', async () => {
    keep(step('arrival-of-a-phone', 'arrive'));
    server.get = thrown(refusal(0));
    await sync();
    await withdraw(kept('arrival-of-a-phone') as Waiting);
    expect(shelf.size).toBe(0);
  });

  it('asks its person where somebody moved the order between the look and the step', async () => {
    keep(step('arrival-of-a-phone', 'arrive'));
    server.post = (action, body) => {
      done('void');
      return act(action, body);
    };
    await sync();
    expect(memoOf(kept('arrival-of-a-phone') as Waiting)).toMatchObject({ conflict: { events: [{ action: 'void' }] } });
    expect(memoOf(kept('arrival-of-a-phone') as Waiting).tried).toBeUndefined();
  });

  it('asks its person where the order is out of their reach', async () => {
    keep(step('arrival-of-a-phone', 'arrive'));
    server.get = thrown(refusal(403, 'outside-scope'));
    await sync();
    expect(memoOf(kept('arrival-of-a-phone') as Waiting).conflict).toEqual({ order: null, events: [] });
  });
});

it('the page shows the order with a step before the step goes from the phone: there is no moment at which what was done looks undone', async () => {
  keep(step('arrival-of-a-phone', 'arrive'), step('safety-of-a-phone', 'secure'));
  await sync();
  expect(shown).toEqual([
    { version: 4, waiting: ['arrival-of-a-phone', 'safety-of-a-phone'] },
    { version: 5, waiting: ['safety-of-a-phone'] },
  ]);
});

it('what another person did on the same phone was seen on top of nobody else’s steps', async () => {
  keep(step('arrival-of-a-phone', 'arrive'), step('start-of-another', 'start', 'another'));
  await sync();
  expect(memoOf(kept('start-of-another') as Waiting)).toMatchObject({ seen: 3, seenEvents: 1 });
});
