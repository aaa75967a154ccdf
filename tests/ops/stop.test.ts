import { once } from 'node:events';
import { type Agent, get, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { rows, sql } from '#db/sql.ts';
import { sameNumbers } from '../bench/places.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { reportForEver, signIn } from './kill-clients.ts';
import { startProgram } from './kills.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const asked = async (port: number, path: string, agent: Agent, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
  const [reply]: IncomingMessage[] = await once(get({ port, host: '127.0.0.1', path, agent, headers }), 'response');
  if (!reply) throw new Error(`no answer to ${path}`);
  return reply;
};

/** Clients as they are: streams that are listened to, one that nobody reads, streams that were refused, idle sockets, and halves of requests. */
const holdOn = async (port: number, number: string, headers: Record<string, string>): Promise<{ agent: Agent; sockets: Socket[] }> => {
  const agent = new HttpAgent({ keepAlive: true });
  const path = `/api/v1/reports/${number}/events`;
  const streams = await Promise.all([...Array.from({ length: 20 }, () => asked(port, path, agent)), asked(port, '/api/v1/events', agent, headers)]);
  for (const stream of streams.slice(1)) stream.resume();
  const refused = await Promise.all([asked(port, path, agent), asked(port, '/api/v1/reports/nothing/events', agent), asked(port, '/api/v1/events', agent)]);
  for (const reply of refused) reply.resume();
  expect([...streams, ...refused].map(({ statusCode }) => statusCode)).toEqual([...streams.map(() => 200), 429, 400, 401]);
  const sockets = [
    '',
    'GET /health HTTP/1.1\r\nHo',
    'POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  ].map((sent) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined); // cut off
    socket.write(sent);
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return { agent, sockets };
};

it('a server that is told to stop ends by itself whoever holds on to it, and what it acknowledged stands', async () => {
  const port = await freePort();
  const program = startProgram(port, database.url, { STOP_SECONDS: '60' }); // a busy machine needs longer for the jobs under way
  onTestFailed(() => void program.kill('SIGKILL'));
  const exited = once(program, 'exit');
  const servers = [{ port }];
  const headers = await signIn(servers);
  const told = new Map<string, string>();
  let isOver = false;
  const busy = [1, 2, 3].map((seed) => reportForEver(servers, told, [], sameNumbers(seed), { isOver: () => isOver, failed: [] }));
  await expect.poll(() => told.size).toBeGreaterThan(3);
  const held = await holdOn(port, [...told.values()][0] ?? '', headers);
  const before = told.size;
  await expect.poll(() => told.size).toBeGreaterThan(before);

  program.kill('SIGTERM');
  // 0: it ended of its own; 1 is the hard end, when its time is over.
  expect(await exited).toEqual([0, null]);
  isOver = true;
  await Promise.all(busy);
  held.agent.destroy();
  for (const socket of held.sockets) socket.destroy();

  const kept = await rows<{ number: string }>(database.pool, sql`select number from reports`);
  expect([...told.values()].filter((number) => !kept.some((report) => report.number === number))).toEqual([]);
});
