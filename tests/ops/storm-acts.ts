import { randomUUID } from 'node:crypto';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { type Board, boardOf, type Drawn } from './storm-board.ts';
import { type Answer, ask, doneOf, headersOf, pick, post, type Storm } from './storm-clients.ts';
import { particulars, statusFor } from './storm-given.ts';

/** These end an order, or send it away: all of them often enough, and the others oftener. */
const ending: readonly OrderAction[] = ['close', 'void', 'answer', 'hand_across', 'merge', 'dispatch', 'choose_asset'];

/** The way that an order goes where nobody argues. */
const onward: readonly OrderAction[] = ['sign', 'contact', 'start', 'grant_pause', 'resume', 'resolve', 'check'];

/** Mostly what was done least so far, so that all is reached; else whatever is legal now. */
const choose = (storm: Storm, { actions }: Order): OrderAction | undefined => {
  const { random } = storm;
  const chance = random();
  const least = Math.min(...actions.map((action) => doneOf(storm, action)));
  const rarest = actions.filter((action) => doneOf(storm, action) === least);
  if (least === 0 && chance < 0.9) return pick(rarest, random);
  const next = onward.find((action) => actions.includes(action));
  if (chance < 0.35 && next !== undefined) return next;
  if (chance < 0.75) return pick(rarest, random);
  const drawn = actions.filter((action) => !ending.includes(action) || random() < 0.3);
  return pick(drawn, random);
};

const note = (storm: Storm, name: string, orderId: string, key: string, { status }: Answer): void => {
  if (status === 200) storm.told.acts.set(key, `${name} ${orderId}`);
};

/** A person looks at an order and does something that is legal then; now and then twice at once, as who taps twice does. */
const actOn = async (storm: Storm, { id, own, above }: Drawn, board: Board): Promise<void> => {
  const { random, told } = storm;
  const username = pick(own.length > 0 && random() < 0.6 ? own : above, random);
  if (username === undefined) return;
  const headers = await headersOf(storm, username);
  const seen = await ask(storm, 'look', `/api/v1/orders/${id}`, { headers });
  if (seen.status !== 200) return;
  const order = seen.body as unknown as Order;
  await handleCase(storm, order, headers);
  const action = choose(storm, order);
  if (action === undefined) return;
  const key = randomUUID();
  const given = { ...(await particulars(storm, order, action, board)), ...statusFor(order, action, username, random) };
  const init = post({ version: order.version, key, note: '理由', ...given }, headers);
  const send = async () => note(storm, action, id, key, await ask(storm, action, `/api/v1/orders/${id}/${action}`, init));
  const isTwice = random() < 0.1;
  if (isTwice) told.twice += 1;
  await Promise.all(isTwice ? [send(), send()] : [send()]);
};

/** Bill and blame of what a fallback did: whoever may goes on with it. */
const handleCase = async (storm: Storm, order: Order, headers: Record<string, string>): Promise<void> => {
  const open = pick(
    order.liability.filter(({ mayBill, mayObject, maySettle }) => mayBill || mayObject || maySettle),
    storm.random,
  );
  if (!open || storm.random() < 0.5) return;
  const path = `/api/v1/liability-cases/${open.id}`;
  if (open.mayBill && open.billFen === null) await ask(storm, 'bill', `${path}/bill`, { ...post({ amountFen: 12_300, note: '抢修' }, headers), method: 'PUT' });
  else if (open.mayObject && open.objection === null) await ask(storm, 'object', `${path}/objection`, post({ note: '不是我们的' }, headers));
  else if (open.maySettle)
    await ask(storm, 'settle', `${path}/settlement`, post({ outcome: open.billFen === null ? 'unbilled' : 'shared', note: '各半' }, headers));
};

/** Several at once by who stands over all of them. */
const actOnMany = async (storm: Storm, { orders }: Board): Promise<void> => {
  const action = pick(['supervise', 'check', 'close', 'grant_time', 'grant_pause'], storm.random) ?? 'check';
  const headers = await headersOf(storm, action === 'supervise' ? 'supervisor' : 'dispatcher-city');
  const listed = await ask(storm, 'list', '/api/v1/orders?state=open&limit=20', { headers });
  const seen = (listed.body['orders'] ?? []) as { id: string; version: number }[];
  const few = seen.filter(({ id }) => orders.some((order) => order.id === id)).slice(0, 6);
  if (few.length > 0)
    await ask(storm, 'many', '/api/v1/order-acts', post({ action, orders: few.map(({ id, version }) => ({ id, version })), note: '一并办理' }, headers));
};

const answerCall = async (storm: Storm, { calls }: Board): Promise<void> => {
  const call = pick(calls, storm.random);
  if (call) await ask(storm, 'acknowledge', `/api/v1/calls/${call.id}/acknowledge`, post({}, await headersOf(storm, call.username)));
};

const fresh = ['dispatched', 'signed'];

/** The staff: one after another takes up what lies on the board, the newest first, so that several often take up the same. */
export const actForEver = async (storm: Storm): Promise<void> => {
  const { random, isOver } = storm;
  while (!isOver()) {
    const board = await boardOf(storm);
    const chance = random();
    if (chance < 0.03) await actOnMany(storm, board);
    else if (chance < 0.07) await answerCall(storm, board);
    else {
      const wanted = random();
      const some = board.orders.filter(({ isOver, state }) => isOver === wanted < 0.15 && (wanted < 0.65 || !fresh.includes(state)));
      const drawn = some[Math.floor(random() ** 1.5 * some.length)];
      if (drawn) await actOn(storm, drawn, board);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
