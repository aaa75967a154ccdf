import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { password } from '../support/city.ts';

export interface Server {
  readonly port: number;
}

export interface Watch {
  readonly isOver: () => boolean;
  /** What was answered as the program's own fault. */
  readonly failed: string[];
}

/** A 5xx that is no honest word that the database is away, in words; null: none. */
export const faultOf = async (path: string, reply: Response): Promise<string | null> => {
  const text = await reply.text();
  return reply.status < 500 || (reply.status === 503 && text.includes('"unavailable"')) ? null : `${path}: ${reply.status} ${text.slice(0, 300)}`;
};

/** Asks until it is answered, as a phone does that had no reply: the same words under the same key, at whichever server lives. */
const untilAnswered = async (servers: readonly Server[], path: string, ask: RequestInit, { isOver, failed }: Watch): Promise<Response | null> => {
  for (let tries = 0; !isOver(); tries += 1) {
    const { port } = servers[tries % servers.length] as Server;
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { ...ask, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (reply !== null && reply.status < 500 && reply.status !== 429) return reply;
    const fault = reply && (await faultOf(path, reply));
    if (fault) failed.push(fault);
    await sleep(50);
  }
  return null;
};

const sendOne = async (servers: readonly Server[], key: string, random: () => number, watch: Watch) => {
  const position = { lon: 120.001 + random() * 0.018, lat: 30.0098 + random() * 0.0004 };
  const body = JSON.stringify({ kind: 'cover_missing', position, accuracyM: 5, text: '路边有个洞', notListed: true, contact: { phone: '13800138000' } });
  const ask = { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': key } };
  const reply = await untilAnswered(servers, '/api/v1/reports', ask, watch);
  if (reply === null) return null;
  const { number } = (await reply.json()) as { number?: string };
  if (number === undefined) throw new Error(`a report was refused with ${reply.status}`);
  return { ask, number };
};

/** One citizen after another, each with a hole of their own that nobody owns, so that each order calls its own people. */
export const reportForEver = async (
  servers: readonly Server[],
  told: Map<string, string>,
  doubled: string[],
  random: () => number,
  watch: Watch,
): Promise<void> => {
  while (!watch.isOver()) {
    const key = randomUUID();
    const first = await sendOne(servers, key, random, watch);
    if (first === null) return;
    told.set(key, first.number);
    const again = random() < 0.2 ? await untilAnswered(servers, '/api/v1/reports', first.ask, watch) : null;
    if (again !== null && ((await again.json()) as { number?: string }).number !== first.number) doubled.push(key);
  }
};

export const signIn = async (servers: readonly Server[]): Promise<Record<string, string>> => {
  const ask = { method: 'POST', body: JSON.stringify({ username: 'dispatcher-street', password }), headers: { 'content-type': 'application/json' } };
  const reply = await untilAnswered(servers, '/api/v1/session', ask, { isOver: () => false, failed: [] });
  if (reply === null) throw new Error('nobody answered');
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  return { cookie: reply.headers.getSetCookie()[0]?.split(';')[0] ?? '', 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
};

/** A dispatcher signs what lies in the queue; whoever was told that they signed must find it so. */
export const signForEver = async (servers: readonly Server[], headers: Record<string, string>, signed: Set<string>, watch: Watch): Promise<void> => {
  while (!watch.isOver()) {
    const list = await untilAnswered(servers, '/api/v1/orders?state=dispatched&limit=5', { headers }, watch);
    const { orders = [] } = ((await list?.json()) ?? {}) as { orders?: { id: string; version: number }[] };
    for (const { id, version } of orders) {
      const reply = await untilAnswered(servers, `/api/v1/orders/${id}/sign`, { method: 'POST', headers, body: JSON.stringify({ version }) }, watch);
      await reply?.arrayBuffer();
      if (reply?.ok) signed.add(id);
    }
    await sleep(100);
  }
};
