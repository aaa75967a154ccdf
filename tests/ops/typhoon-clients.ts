import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from './kill-clients.ts';

export interface Well {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
}

export interface Storm {
  /** Where the servers listen. */
  readonly ports: readonly number[];
  /** Wells that six reports in ten are about. */
  readonly wells: readonly Well[];
  /** Where the other four are dropped. */
  readonly elsewhere: readonly Well[];
  readonly random: () => number;
}

export interface Told {
  /** What each key was told; several numbers where it was told another one later. */
  readonly numbers: Map<string, Set<string>>;
  /** What was answered with a 5xx that is no honest 503. */
  readonly failed: string[];
  /** Answers' milliseconds. */
  readonly times: number[];
  cut: { midBody: number; beforeAnswer: number };
  /** Sent a second time after an answer, as a phone does that lost it. */
  again: number;
}

const cutShare = 0.05;
const againShare = 0.1;

const pick = <T>(of: readonly T[], random: () => number): T => of[Math.floor(random() * of.length)] as T;

/** One report as people send them in a storm: by the plate, by a tap on the well, by a pin some metres off. */
const draw = ({ wells, elsewhere, random }: Storm) => {
  const isHot = random() < 0.6;
  const { id, lon, lat } = pick(isHot ? wells : elsewhere, random);
  const off = () => (random() - 0.5) * 0.0001;
  const way = isHot ? random() : 1;
  return {
    kind: 'cover_missing',
    position: { lon: lon + off(), lat: lat + off() },
    accuracyM: 10,
    text: '积水下面井盖没了',
    contact: { phone: `138${String(Math.floor(random() * 1e8)).padStart(8, '0')}` },
    ...(way < 0.3 ? { plate: id } : way < 0.8 ? { assetId: id } : {}),
  };
};

const headersOf = (key: string, body: string) => ({ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': key });

/** Sends so much of a body and hangs up. */
const hangUp = (port: number, key: string, body: string, part: number): Promise<void> =>
  new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path: '/api/v1/reports', method: 'POST', headers: headersOf(key, body), agent: false });
    asking.on('error', () => resolve()).on('close', () => resolve());
    asking.write(body.slice(0, Math.floor(body.length * part)), () => asking.destroy());
  });

/** Asks until it is answered, at one server after the other. */
const untilTold = async (ports: readonly number[], key: string, body: string, failed: string[]): Promise<string> => {
  for (let tries = key.charCodeAt(0); ; tries += 1) {
    const ask = { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': key } };
    const reply = await fetch(`http://127.0.0.1:${ports[tries % ports.length]}/api/v1/reports`, ask).catch(() => null);
    if (reply?.ok) return ((await reply.json()) as { number: string }).number;
    if (reply && reply.status < 500 && reply.status !== 429) throw new Error(`a report was refused: ${reply.status} ${await reply.text()}`);
    const fault = reply && (await faultOf('/api/v1/reports', reply));
    if (fault) failed.push(fault);
    await sleep(50);
  }
};

/** One person's report, their line cut now and then, before the answer was told. */
export const reportOnce = async (storm: Storm, told: Told): Promise<void> => {
  const { ports, random } = storm;
  const [key, body] = [randomUUID(), JSON.stringify(draw(storm))];
  const fate = random();
  const port = pick(ports, random);
  if (fate < cutShare) {
    told.cut.midBody += 1;
    await hangUp(port, key, body, 0.5);
  } else if (fate < 2 * cutShare) {
    told.cut.beforeAnswer += 1;
    await hangUp(port, key, body, 1);
  }
  const started = performance.now();
  const numbers = new Set([await untilTold(ports, key, body, told.failed)]);
  told.times.push(performance.now() - started);
  if (random() < againShare) {
    told.again += 1;
    numbers.add(await untilTold(ports, key, body, told.failed));
  }
  told.numbers.set(key, numbers);
};
