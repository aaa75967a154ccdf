import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rows, sql } from '#db/sql.ts';
import { eraseOnRequest } from '../../api/erasure/erase.ts';
import { boardOf } from './storm-board.ts';
import { ask, command, count, headersOf, pick, post, type Storm } from './storm-clients.ts';

interface Pair {
  readonly id: string;
  readonly version: number;
  readonly into: string;
}

/** Some wells stay merged, so that reports of their numbers come too; the others have to be told of by somebody. */
const mostMerged = 8;

/** Two records of a kind a few metres apart are one well, whoever acts on their orders. */
const mergeWells = async (storm: Storm): Promise<void> => {
  const { pool, random, told } = storm;
  const pairs = await rows<Pair>(
    pool,
    sql`select a.id, a.version, b.id as into from assets a join assets b on b.class_code = a.class_code and b.id <> a.id and st_dwithin(a.geom::geography, b.geom::geography, 60)
        where a.merged_into is null and b.merged_into is null and a.status <> 'removed' and b.status <> 'removed' order by a.id, b.id`,
  );
  const pair = pick(random() < 0.6 ? pairs.slice(0, 24) : pairs, random);
  if (!pair) return;
  const note = `merge ${randomUUID()}`;
  const { id, ...given } = pair;
  const { status } = await ask(storm, 'merge-wells', `/api/v1/assets/${id}/merge`, post({ ...given, note }, await headersOf(storm, 'registrar')));
  if (status === 200) told.merges.set(note, id);
};

/** A merge was a mistake: the number stands on its own again. */
const splitWell = async (storm: Storm): Promise<void> => {
  const merged = await rows<{ id: string; version: number }>(storm.pool, sql`select id, version from assets where merged_into is not null order by id`);
  const one = pick(merged, storm.random);
  if (one)
    await ask(storm, 'split-wells', `/api/v1/assets/${one.id}/split`, post({ version: one.version, note: '其实是两座' }, await headersOf(storm, 'registrar')));
};

const mergeOrSplit = async (storm: Storm): Promise<void> => {
  const [{ n } = { n: 0 }] = await rows<{ n: number }>(storm.pool, sql`select count(*)::integer as n from assets where merged_into is not null`);
  await (n < mostMerged * storm.random() * 2 ? mergeWells : splitWell)(storm);
};

let invited = 0;

/** A role at a street, a district or a unit that may end in this moment. */
const giveRole = async (storm: Storm): Promise<void> => {
  const { random } = storm;
  const { units } = await boardOf(storm);
  const unit = pick(units, random);
  if (!unit) return;
  invited += 1;
  const grants = [unit.kind === 'centre' ? { role: 'dispatcher', placeCode: unit.placeCode } : { role: 'clerk', unitId: unit.id }];
  const body = { username: `newcomer-${invited}`, name: { zh: `新人${invited}`, en: `Newcomer ${invited}` }, grants };
  await ask(storm, 'give-role', '/api/v1/people', post(body, await headersOf(storm, 'administrator')));
};

/** A caller asks that what they left be erased, while others act on their order: of a report that is not just being sent, whose sender may send it again. */
const erase = async (storm: Storm): Promise<void> => {
  const { pool, random, told } = storm;
  const { numbers } = await boardOf(storm);
  const number = pick(numbers.slice(15), random);
  if (number === undefined) return;
  const done = await command(storm, 'erase', () => eraseOnRequest(pool, { number }, true, new Date().toISOString()));
  if (done === null || done.erased === 0) return;
  told.erased.add(number);
  count(storm, 'erase', 200);
};

/** The registry, its people and its callers' data change under everybody's hands. */
export const keepForEver = async (storm: Storm): Promise<void> => {
  while (!storm.isOver()) {
    await sleep(200 + storm.random() * 500);
    const chance = storm.random();
    await (chance < 0.5 ? mergeOrSplit : chance < 0.75 ? giveRole : erase)(storm);
  }
};
