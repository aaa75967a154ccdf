import { setTimeout as sleep } from 'node:timers/promises';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { localDate } from '#domain/local-time.ts';
import { boardOf } from './storm-board.ts';
import { ask, command, count, headersOf, pick, post, type Storm } from './storm-clients.ts';

let born = 0;

/** A unit ends; one that was founded for it, or one that there is, follows it. */
const endUnit = async (storm: Storm): Promise<void> => {
  const { random } = storm;
  const headers = await headersOf(storm, 'administrator');
  const { units } = await boardOf(storm);
  const unit = pick(
    units.filter(({ kind }) => kind !== 'centre'),
    random,
  );
  if (!unit) return;
  const path = '/api/v1/network-units';
  born += 1;
  const heirId = `${unit.id.replace(/-g\d+$/, '')}-g${born}`;
  const name = { zh: `新单位${born}`, en: `New unit ${born}` };
  const form = { parentId: unit.parentId, placeCode: unit.placeCode, alsoPlaces: [], words: [name.zh], phone: null, hours: null, why: '改名' };
  const isMerger = random() < 0.2 && unit.kind === 'trade' && units.filter(({ kind }) => kind === 'trade').length > 4;
  const heir = isMerger ? units.find(({ kind, id }) => kind === 'trade' && id !== unit.id)?.id : heirId;
  if (!isMerger) await ask(storm, 'add-unit', path, post({ id: heirId, kind: unit.kind, name, ...form }, headers));
  const { body } = await ask(storm, 'look-unit', `${path}/${unit.id}`, { headers });
  await ask(storm, 'end-unit', `${path}/${unit.id}/close`, post({ version: body['version'], successorId: heir, why: '合并' }, headers));
};

/** A street, or a district, gets another code, or becomes part of its neighbour. */
const dissolve = async (storm: Storm): Promise<void> => {
  const { pool, random } = storm;
  const places = await rows<{ code: string; parentCode: string; kind: string }>(
    pool,
    sql`select code, parent_code, kind from places where kind in ('street', 'district') and retired_on is null`,
  );
  const streets = places.filter(({ kind }) => kind === 'street');
  const gone = pick(random() < 0.8 ? streets : places.filter(({ kind }) => kind === 'district'), random);
  if (!gone) return;
  const neighbour = places.find(({ kind, parentCode, code }) => kind === gone.kind && parentCode === gone.parentCode && code !== gone.code);
  const { timeZone } = await oneRow<{ timeZone: string }>(pool, sql`select time_zone from city`);
  const now = new Date().toISOString();
  const isMerger = random() < 0.15 && gone.kind === 'street' && streets.length > 2 && neighbour !== undefined;
  born += 1;
  const into = isMerger
    ? { into: neighbour.code }
    : { into: gone.code.slice(0, -3) + String(200 + (born % 800)).slice(-3), recode: { name: null, nameEn: null } };
  // What comes too late is refused with a sentence, which has no code.
  const isRefused = ({ code }: { code?: string }) => code === undefined;
  const decree = { gone: gone.code, ...into, on: localDate(now, timeZone), now };
  const work = async () => {
    await dissolvePlace(pool, decree);
    count(storm, 'dissolve', 200);
  };
  await command(storm, 'dissolve', work, isRefused);
};

interface RuleLine {
  readonly id: string;
  readonly isInForce: boolean;
  readonly revision: number;
}

/** The rules change: at which denial nobody else is asked any more, and how soon who is late is told of. */
const switchRules = async (storm: Storm): Promise<void> => {
  const headers = await headersOf(storm, 'administrator');
  const { body } = await ask(storm, 'rules', '/api/v1/rules', { headers });
  const from = ((body['items'] ?? []) as RuleLine[]).find(({ isInForce }) => isInForce);
  if (!from) return;
  const draft = await ask(storm, 'draft', '/api/v1/rules', post({ from: from.id, title: '改一改' }, headers));
  if (draft.status !== 201) return;
  const { id, revision, rules, after } = draft.body as { id: string; revision: number; rules: unknown; after: { denial: object } };
  const changed = { ...after, denial: { ...after.denial, mostDenials: 1 + Math.floor(storm.random() * 3) } };
  const saved = await ask(storm, 'save-draft', `/api/v1/rules/${id}`, {
    ...post({ revision, title: '改一改', rules, after: changed }, headers),
    method: 'PUT',
  });
  if (saved.status === 200) await ask(storm, 'switch-rules', `/api/v1/rules/${id}/switch-on`, post({ revision: saved.body['revision'] }, headers));
};

/** What the network is changes under everybody's hands. */
export const changeForEver = async (storm: Storm): Promise<void> => {
  while (!storm.isOver()) {
    await sleep(300 + storm.random() * 700);
    const chance = storm.random();
    await (chance < 0.5 ? endUnit : chance < 0.75 ? dissolve : switchRules)(storm);
  }
};
