import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rows, sql } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';
import { boardOf } from './storm-board.ts';
import { ask, pick, post, type Storm } from './storm-clients.ts';
import { aPhoto, grades } from './storm-given.ts';

interface Well extends Point {
  readonly id: string;
}

const wellsOf = ({ pool }: Storm): Promise<Well[]> => rows<Well>(pool, sql`select id, st_x(geom) as lon, st_y(geom) as lat from assets order by id`);

const kinds = ['cover_missing', 'cover_missing', 'cover_broken', 'cover_noise', 'cover_noise', 'tree_fallen', 'noise', 'road_broken'];

/** Six in ten tell of one of eight wells, so that their reports join; some of a hole that is not registered, a few metres beside the one before. */
const draw = ({ random }: Storm, wells: readonly Well[]) => {
  const isHot = random() < 0.6;
  const well = pick(isHot ? wells.slice(0, 8) : wells, random) as Well;
  const isUnlisted = random() < 0.15;
  const place = isUnlisted ? { lon: 120.005 + Math.floor(random() * 8) * 0.0004, lat: 30.02 + random() * 0.0002 } : well;
  const off = () => (random() - 0.5) * 0.0001;
  return {
    kind: isUnlisted ? 'cover_broken' : pick(kinds, random),
    position: { lon: place.lon + off(), lat: place.lat + off() },
    accuracyM: pick([5, 15, 40], random),
    text: pick(['井盖坏了', '电力井盖', '有个洞', ''], random),
    someoneHurt: random() < 0.05,
    ...(isUnlisted || random() < 0.3 ? {} : random() < 0.5 ? { plate: well.id } : { assetId: well.id }),
    ...(random() < 0.8 ? { contact: { name: '某', phone: `138${String(Math.floor(random() * 1e8)).padStart(8, '0')}` } } : {}),
  };
};

const reportOnce = async (storm: Storm, wells: readonly Well[]): Promise<void> => {
  const { random, told } = storm;
  const key = randomUUID();
  const body = { ...draw(storm, wells), ...(random() < 0.1 ? { photoIds: await aPhoto(storm) } : {}) };
  const send = async () => {
    const { body: answer } = await ask(storm, 'report', '/api/v1/reports', post(body, { 'idempotency-key': key }));
    if (typeof answer['number'] === 'string') told.reports.set(key, (told.reports.get(key) ?? new Set()).add(answer['number']));
  };
  await Promise.all(random() < 0.1 ? [send(), send()] : [send()]);
};

const addOnce = async (storm: Storm, number: string): Promise<void> => {
  const key = randomUUID();
  const body = { text: '还在', ...(storm.random() < 0.2 ? { photoIds: await aPhoto(storm) } : {}) };
  const { status } = await ask(storm, 'add', `/api/v1/reports/${number}/additions`, post(body, { 'idempotency-key': key }));
  if (status === 200) storm.told.additions.set(key, number);
};

const judgeOnce = async (storm: Storm, number: string): Promise<void> => {
  const solved = storm.random() < 0.6;
  const body = { solved, grades, note: '还没好', ...(solved ? {} : { isDangerous: storm.random() < 0.3 }) };
  await ask(storm, 'judge', `/api/v1/reports/${number}/judgement`, post(body));
};

const followOnce = async (storm: Storm, wells: readonly Well[]): Promise<void> => {
  const { lon, lat } = pick(wells.slice(0, 8), storm.random) as Well;
  const { body } = await ask(storm, 'open-reports', `/api/v1/open-reports?at=${lon.toFixed(6)},${lat.toFixed(6)}`);
  const one = pick((body['reports'] ?? []) as { incidentId: string }[], storm.random);
  if (one) await ask(storm, 'follow', '/api/v1/follows', post({ incidentId: one.incidentId, position: { lon, lat } }, { 'idempotency-key': randomUUID() }));
};

/** Of more open orders than that the staff would see each but once. */
const mostOpen = 24;

/** Citizens: they report, say more, judge what was done and follow what a neighbour reported. */
export const tellForEver = async (storm: Storm): Promise<void> => {
  const { random, isOver } = storm;
  const wells = await wellsOf(storm);
  while (!isOver()) {
    const { orders, numbers, done } = await boardOf(storm);
    const isFull = orders.filter(({ isOver }) => !isOver).length >= mostOpen;
    const number = pick(numbers, random);
    const chance = random();
    if (number === undefined || chance < (isFull ? 0.05 : 0.5)) await reportOnce(storm, wells);
    else if (chance < 0.75) await addOnce(storm, number);
    else if (chance < 0.9) await judgeOnce(storm, pick(done, random) ?? number);
    else await followOnce(storm, wells);
    await sleep(random() * 300);
  }
};
