import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rows, sql } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type Answer, ask, headersOf, pick, post, type Storm } from './storm-clients.ts';

interface Well extends Point {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly hasCover: boolean;
  /** The usernames of its owner's and its maintainer's people. */
  readonly keepers: readonly string[];
}

/** Those of which most is told change most. */
const drawWell = async ({ pool, random }: Storm, isGone: boolean): Promise<Well | undefined> => {
  const wells = await rows<Well>(
    pool,
    sql`select a.id, a.version, a.status, st_x(a.geom) as lon, st_y(a.geom) as lat, exists (select from covers k where k.asset_id = a.id and k.removed_on is null) as has_cover,
          array(select p.username from person_roles r join people p on p.id = r.person_id where p.password_hash <> '' and r.role in ('clerk', 'crew') and r.unit_id in (a.owner_id, a.maintainer_id)) as keepers
        from assets a where a.merged_into is null and (a.status in ('abandoned', 'removed')) = ${isGone} order by a.id`,
  );
  return pick(isGone || random() < 0.5 ? wells : wells.slice(0, 8), random);
};

const note = ({ told }: Storm, well: Well, why: string, { status, body }: Answer): void => {
  // What says nothing new makes no version, and no event.
  if (status === 200 && body['version'] !== well.version) told.edits.set(why, well.id);
};

/** Somebody changes what they looked at: where another was quicker they are told so, and a well that was merged is refused. */
const change = async (
  storm: Storm,
  name: string,
  well: Well,
  username: string,
  words: { readonly method?: string; readonly path?: string; readonly body: object },
) => {
  const why = `${name} ${randomUUID()}`;
  const init = { ...post({ version: well.version, note: why, ...words.body }, await headersOf(storm, username)), method: words.method ?? 'POST' };
  note(storm, well, why, await ask(storm, name, `/api/v1/assets/${well.id}${words.path ?? ''}`, init));
};

const registrarOf = ({ random }: Storm) => (random() < 0.8 ? 'registrar' : 'registrar-west');
const metre = 0.00001;

const unitIds = async ({ pool }: Storm) =>
  (await rows<{ id: string }>(pool, sql`select id from units where kind = 'trade' and active order by id`)).map(({ id }) => id);

/** The registrar's word: where it is, whose it is, what stands beside it. */
const edit = async (storm: Storm, well: Well): Promise<void> => {
  const { random } = storm;
  const ownerId = random() < 0.15 ? null : pick(await unitIds(storm), random);
  const moved = () => (random() - 0.5) * 10 * metre;
  const body = pick(
    [
      { position: { lon: well.lon + moved(), lat: well.lat + moved() } },
      { ownerId, ownerEvidence: 'drawing' },
      { ownerId, maintainerId: ownerId, position: { lon: well.lon + moved(), lat: well.lat } },
      { status: pick(['intact', 'damaged', 'missing'], random) },
      { address: `桥头路${Math.floor(random() * 90)}号` },
    ],
    random,
  );
  await change(storm, 'edit-well', well, registrarOf(storm), { method: 'PATCH', body: body ?? {} });
};

/** A keeper's word: what maintenance finds. */
const keep = async (storm: Storm, well: Well): Promise<void> => {
  const { random } = storm;
  const keeper = pick(well.keepers, random);
  if (keeper === undefined) return;
  const body = pick(
    [
      { status: pick(['intact', 'damaged', 'missing'], random) },
      { depthM: Math.round(random() * 500) / 100, remark: `巡查${Math.floor(random() * 1e6)}` },
      ...(well.hasCover ? [{ cover: { sizeMm: 600 + Math.floor(random() * 200) } }] : []),
    ],
    random,
  );
  await change(storm, 'keep-well', well, keeper, { method: 'PATCH', body: body ?? {} });
};

const replaceCover = async (storm: Storm, well: Well): Promise<void> => {
  const cover = { shape: 'round', sizeMm: 600 + Math.floor(storm.random() * 200), material: 'ductile_iron', lettering: '电力' };
  await change(storm, 'replace-cover', well, pick([...well.keepers, 'registrar'], storm.random) ?? 'registrar', {
    path: '/cover',
    body: { cover, removedReason: 'worn' },
  });
};

/** Few wells are gone at once: of those that are, nobody tells. */
const mostGone = 3;

/** A well is filled in or gone; or it was a mistake, and it is there again. */
const retireOrRestore = async (storm: Storm): Promise<void> => {
  const { pool, random } = storm;
  const gone = await rows(pool, sql`select id from assets where merged_into is null and status in ('abandoned', 'removed')`);
  const isBack = random() * mostGone < gone.length;
  const well = await drawWell(storm, isBack);
  if (!well) return;
  if (isBack) await change(storm, 'restore-well', well, 'registrar', { method: 'PATCH', body: { status: pick(['intact', 'damaged'], random) } });
  else await change(storm, 'retire-well', well, registrarOf(storm), { path: '/retire', body: { status: pick(['abandoned', 'removed'], random) } });
};

const writeOnce = async (storm: Storm): Promise<void> => {
  const chance = storm.random();
  if (chance < 0.25) return retireOrRestore(storm);
  const well = await drawWell(storm, false);
  if (well) await (chance < 0.55 ? edit : chance < 0.85 ? keep : replaceCover)(storm, well);
};

/** The registry's people and the wells' keepers write of wells while reports of them come and others act on their orders. */
export const editForEver = async (storm: Storm): Promise<void> => {
  while (!storm.isOver()) {
    await sleep(200 + storm.random() * 500);
    await writeOnce(storm);
  }
};
