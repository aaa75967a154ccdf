import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Loaded, LoadSettings } from './load.ts';

const shareOf = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/**
 * Loads one address at a rate, each request sent when it is due whether or not those before it were answered; its time counts from that
 * moment, so that one slow reply is not hidden by what it held up. (autocannon sends a second's share at once, as fast as it goes.)
 * @param rate requests a second over all connections
 * @returns times in milliseconds with the part of a millisecond
 */
export const pacedLoad = async ({ url, method, connections, seconds, next, rate }: LoadSettings & { rate: number }): Promise<Loaded> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const send = (due: number) =>
    new Promise<void>((done) => {
      const { body, headers } = next?.() ?? { body: '', headers: {} };
      const fail = () => {
        failed += 1;
        done();
      };
      const sent = request(url, { method, agent, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }, (reply) => {
        reply.resume().on('error', fail);
        reply.on('end', () => {
          if ((reply.statusCode ?? 500) >= 300) return fail();
          times.push(performance.now() - due);
          done();
        });
      });
      sent.on('error', fail).end(body);
    });
  const all: Promise<void>[] = [];
  for (let due = started; due < started + seconds * 1000; due += 1000 / rate) {
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    all.push(send(due));
  }
  await Promise.all(all);
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, p50Ms: shareOf(times, 0.5), p99Ms: shareOf(times, 0.99), failed };
};
