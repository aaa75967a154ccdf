import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rows, sql } from '#db/sql.ts';
import type { Import } from '#domain/contract/imports.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type Answer, ask, count, headersOf, pick, post, rest, type Storm } from './storm-clients.ts';

interface Known extends Point {
  readonly id: string;
  readonly classCode: string;
  readonly ownerId: string | null;
}

const headings = ['标识码', '小类代码', '权属单位代码', '自编号', '经度', '纬度', '状态', '备注'];
const metre = 0.00001;

/**
 * A file over the wells that others act on: of some it says something new by their numbers, merged ones' too, one lies so near to a known one that a person
 * has to say whether it is that, one is new.
 */
const drawFile = async ({ pool, random }: Storm): Promise<string> => {
  const known = await rows<Known>(pool, sql`select id, class_code, owner_id, st_x(geom) as lon, st_y(geom) as lat from assets order by id limit 60`);
  const few = Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(random() < 0.5 ? known.slice(0, 8) : known, random) as Known);
  const off = (metres: number) => (random() - 0.5) * 2 * metres * metre;
  const status = () => pick(['', '', '完好', '破损', '丢失'], random);
  const line = (number: string, { classCode, ownerId, lon, lat }: Omit<Known, 'id'>, own: string, metres: number) =>
    [number, classCode, ownerId ?? '', own, (lon + off(metres)).toFixed(7), (lat + off(metres)).toFixed(7), status(), `普查${Math.floor(random() * 1e6)}`].join(
      ',',
    );
  const told = [...new Set(few)].map((well) => line(well.id, well, '', 4));
  const near = few.slice(0, 1).map((well) => line('', well, '', 0.3));
  const fresh = { classCode: pick(['0105', '0107'], random) ?? '0105', ownerId: 'power', lon: 120.0171 + random() * 0.006, lat: 30.0101 };
  return [headings.join(','), ...told, ...near, line('', fresh, `N${randomUUID().slice(0, 8)}`, 1)].join('\n');
};

const upload = async (storm: Storm, headers: Record<string, string>): Promise<Answer> => {
  const form = new FormData();
  form.append('source', pick(['普查甲', '普查乙'], storm.random) ?? '普查甲');
  form.append('system', 'EPSG:4326');
  form.append('file', new Blob([await drawFile(storm)], { type: 'text/csv' }), 'p.csv');
  return ask(storm, 'upload', '/api/v1/imports', { method: 'POST', body: form, headers });
};

interface Doubts {
  readonly items?: readonly { readonly row: number }[];
}

/** Some of what is in doubt is said, the rest is left to another day. */
const sayDoubts = async (storm: Storm, path: string, headers: Record<string, string>): Promise<void> => {
  const { body } = await ask(storm, 'doubts', `${path}/doubts?open=true`, { headers });
  for (const { row } of (body as Doubts).items ?? []) {
    const decision = pick(['merge', 'keep', 'refuse', null], storm.random);
    if (decision !== null) await ask(storm, 'say-doubt', `${path}/doubts`, post({ decision, rows: [row] }, headers));
  }
};

/** A program that was heard of for the last time when its server, or the database, was killed is begun anew after 20 s of silence. */
const patienceMs = 120_000;

const isAtEnd = ({ state }: Import): boolean => ['applied', 'failed', 'stopped', 'cancelled'].includes(state);

/** The next step of an import that no program is at work on. */
const goOn = async (storm: Storm, { id, state }: Import, headers: Record<string, string>): Promise<void> => {
  const path = `/api/v1/imports/${id}`;
  if (state === 'checked') await sayDoubts(storm, path, headers);
  const step = state === 'checked' || state === 'applying' ? 'apply' : 'check';
  const { body } = await ask(storm, `${step}-import`, `${path}/${step}`, post({}, headers));
  // Rows that went with the database are read again.
  if (body['code'] === 'import-not-checked') await ask(storm, 'check-import', `${path}/check`, post({}, headers));
};

/** Leads an import to its end as its page does, through whatever is killed meanwhile. @returns how it stands at last */
const lead = async (storm: Storm, id: string, headers: Record<string, string>): Promise<Import | null> => {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(200)) {
    const { status, body } = await ask(storm, 'look-import', `/api/v1/imports/${id}`, { headers });
    if (status !== 200) return null;
    const seen = body as unknown as Import;
    if (isAtEnd(seen)) return seen;
    if (seen.interrupted || seen.state === 'waiting' || seen.state === 'checked') await goOn(storm, seen, headers);
  }
  const { body } = await ask(storm, 'look-import', `/api/v1/imports/${id}`, { headers });
  storm.told.failed.push(`import ${id}: not done within ${patienceMs / 1000} s: ${JSON.stringify(body).slice(0, 3000)}`);
  return null;
};

const importOnce = async (storm: Storm): Promise<void> => {
  const headers = await headersOf(storm, 'registrar');
  const { status, body } = await upload(storm, headers);
  if (status !== 201) return;
  const { id, rules } = body as unknown as Import;
  await ask(storm, 'set-import', `/api/v1/imports/${id}`, { ...post({ rules: { ...rules, systemIsSure: true } }, headers), method: 'PATCH' });
  const last = await lead(storm, id, headers);
  if (last?.state === 'applied') {
    count(storm, 'import', 200);
    storm.told.imports.set(id, last.counts);
  } else if (last !== null) storm.told.failed.push(`import ${id}: ${last.state}, ${last.rejection?.en}`);
};

/** Census files over the wells of which others write and on whose orders others act. */
export const importForEver = async (storm: Storm): Promise<void> => {
  while (!storm.isOver()) {
    await importOnce(storm);
    await rest(storm, 2_000 + storm.random() * 6_000); // each is three programs of their own, on cores that all share
  }
};
