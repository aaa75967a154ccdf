import { randomBytes } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { hashOf } from '../../api/authentication.ts';
import type { Figure } from './figures.ts';
import { type Box, placesIn, sameNumbers } from './places.ts';
import type { ServerProcess } from './server-process.ts';

interface Sample {
  readonly id: string;
  readonly road: string | null;
  readonly number: string | null;
  readonly streetCode: string;
  readonly neighbourhood: string | null;
  readonly ownerId: string | null;
  readonly classCode: string;
  readonly sourceNumber: string | null;
}

/** A kind of search: its queries, and who asks. */
interface Kind {
  readonly name: string;
  readonly as?: 'unit' | 'street';
  readonly next: () => Readonly<Record<string, string>>;
}

const samplesOf = (pool: Pool): Promise<Sample[]> =>
  rows(
    pool,
    sql`select a.id, r.name as road, substring(a.address from '[0-9]+') as number, a.street_code, a.owner_id, a.class_code, a.source_number,
          (select n.code from places n where n.parent_code = a.street_code and n.kind = 'neighbourhood' order by n.label_point <-> a.geom limit 1) as neighbourhood
        from assets a tablesample system_rows(400) left join roads r on r.id = a.road_id`,
  );

/** A registrar, a small unit's clerk and a street's dispatcher, each with a token. */
const signIn = async (pool: Pool, role: string, placeCode: string | null, unitId: string | null): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    pool,
    sql`insert into people (username, password_hash, name, name_en) values (${`bench-${randomBytes(6).toString('hex')}`}, 'none', 'bench', 'bench') returning id`,
  );
  await affected(pool, sql`insert into person_roles (person_id, role, place_code, unit_id) values (${id}, ${role}, ${placeCode}, ${unitId})`);
  const secret = `jzt_${randomBytes(32).toString('base64url')}`;
  const at = Date.now();
  await insertToken(pool, {
    tokenHash: hashOf(secret),
    personId: id,
    name: 'bench',
    createdAt: new Date(at).toISOString(),
    expiresAt: new Date(at + 86_400_000).toISOString(),
  });
  return secret;
};

const squareAt = ({ lon, lat }: { lon: number; lat: number }, half: number): string =>
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ]
    .map(([x = 0, y = 0]) => `${(lon + x).toFixed(6)},${(lat + y).toFixed(6)}`)
    .join(';');

/** The owner with most assets, and a small unit; a street; a lettering that many covers have. */
const commonOf = async (pool: Pool) => {
  const owners = await rows<{ id: string }>(
    pool,
    sql`select owner_id as id from asset_facets where owner_id is not null group by 1 order by sum(counted) desc`,
  );
  const { code } = await oneRow<{ code: string }>(pool, sql`select street_code as code from asset_facets group by 1 order by sum(counted) desc limit 1`);
  const { word } = await oneRow<{ word: string }>(pool, sql`select lettering as word from cover_letterings order by counted desc limit 1`);
  return { owner: owners[0]?.id ?? '', small: owners[Math.floor(owners.length / 2)]?.id ?? '', street: code, word };
};

const kindsOf = (samples: readonly Sample[], box: Box, { owner, street, word }: Awaited<ReturnType<typeof commonOf>>): Kind[] => {
  const random = sameNumbers(7);
  const place = placesIn(box, 8);
  const pick = <T>(of: (sample: Sample) => T | null): T => {
    for (let tries = 0; tries < 1000; tries += 1) {
      const found = of(samples[Math.floor(random() * samples.length)] as Sample);
      if (found !== null) return found;
    }
    throw new Error('the sample has none of these');
  };
  const at = () => {
    const { lon, lat } = place();
    return { lon, lat, near: `${lon.toFixed(6)},${lat.toFixed(6)}` };
  };
  const slip = (id: string) => id.slice(0, 12) + ((Number(id[12]) + 1 + Math.floor(random() * 9)) % 10) + id.slice(13);
  return [
    { name: 'nothing asked', next: () => ({}) },
    { name: 'whole number', next: () => ({ q: pick(({ id }) => id) }) },
    { name: 'number with one wrong character', next: () => ({ q: pick(({ id }) => slip(id)) }) },
    { name: 'first half of a number', next: () => ({ q: pick(({ id }) => id.slice(0, 9)) }) },
    { name: 'middle of a number', next: () => ({ q: pick(({ id }) => id.slice(5, 13)) }) },
    { name: 'last six of a number', next: () => ({ q: pick(({ id }) => id.slice(-6)) }) },
    { name: 'owner’s own number', next: () => ({ q: pick(({ sourceNumber }) => sourceNumber) }) },
    { name: 'road', next: () => ({ q: pick(({ road }) => road) }) },
    { name: 'house number', next: () => ({ q: pick(({ road, number }) => (road && number ? `${road}${number}号` : null)) }) },
    { name: 'crossing', next: () => ({ q: `${pick(({ road }) => road)} ${pick(({ road }) => road)}路口` }) },
    { name: 'neighbourhood', next: () => ({ placeCode: pick(({ neighbourhood }) => neighbourhood) }) },
    { name: 'street', next: () => ({ placeCode: pick(({ streetCode }) => streetCode) }) },
    { name: 'any owner', next: () => ({ ownerId: pick(({ ownerId }) => ownerId) }) },
    { name: 'the largest owner by change', next: () => ({ ownerId: owner, sort: 'changed' }) },
    { name: 'any class', next: () => ({ classCode: pick(({ classCode }) => classCode) }) },
    { name: 'any owner with any class', next: () => ({ ownerId: pick(({ ownerId }) => ownerId), classCode: pick(({ classCode }) => classCode) }) },
    { name: 'damaged or missing', next: () => ({ status: 'damaged,missing' }) },
    { name: 'hazard in a street', next: () => ({ hazard: 'weak_cover', placeCode: pick(({ streetCode }) => streetCode) }) },
    { name: 'built in a year', next: () => ({ builtFrom: String(1985 + Math.floor(random() * 38)), builtTo: '2023', sort: 'built' }) },
    { name: 'verified long ago', next: () => ({ verifiedBefore: `20${16 + Math.floor(random() * 8)}-01-01`, sort: 'verified' }) },
    { name: 'words that very many have', next: () => ({ q: word }) },
    { name: 'one character', next: () => ({ q: pick(({ road }) => road?.slice(0, 1) ?? null) }) },
    { name: 'part of a road’s name', next: () => ({ q: pick(({ road }) => road?.slice(0, 2) ?? null) }) },
    { name: 'two words', next: () => ({ q: `${pick(({ road }) => road?.slice(0, 2) ?? null)} ${word}` }) },
    { name: 'drawn area', next: () => ({ polygon: squareAt(at(), 0.004) }) },
    { name: 'large drawn area', next: () => ({ polygon: squareAt(at(), 0.02) }) },
    { name: 'nearest', next: () => ({ near: at().near }) },
    { name: 'within 300 m', next: () => ({ near: at().near, withinM: '300' }) },
    { name: 'largest owner, a street, damaged', next: () => ({ ownerId: owner, placeCode: pick(({ streetCode }) => streetCode), status: 'damaged' }) },
    { name: 'common words, missing', next: () => ({ q: word, status: 'missing' }) },
    { name: 'common words in a street', next: () => ({ q: word, placeCode: street }) },
    { name: 'a small unit’s reach', as: 'unit', next: () => ({}) },
    { name: 'a small unit’s reach, words', as: 'unit', next: () => ({ q: word }) },
    { name: 'a street’s reach', as: 'street', next: () => ({}) },
    { name: 'a street’s reach, words, by verification', as: 'street', next: () => ({ q: word, sort: 'verified' }) },
  ];
};

const share = (times: readonly number[], part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

/** Milliseconds over HTTP of each kind of search, one after another on one connection; what was found in the mean. */
export const measureSearch = async ({ pool, api, box, each }: { pool: Pool; api: ServerProcess; box: Box; each: number }): Promise<Figure[]> => {
  await affected(pool, sql`create extension if not exists tsm_system_rows`);
  const common = await commonOf(pool);
  const kinds = kindsOf(await samplesOf(pool), box, common);
  const { code } = await oneRow<{ code: string }>(pool, sql`select code from city`);
  const secrets = {
    city: await signIn(pool, 'registrar', code, null),
    unit: await signIn(pool, 'clerk', null, common.small),
    street: await signIn(pool, 'dispatcher', common.street, null),
  };
  const figures: Figure[] = [];
  for (const { name, as, next } of kinds) {
    const times: number[] = [];
    let found = 0;
    for (let i = -3; i < each; i += 1) {
      const started = performance.now();
      const reply = await fetch(`${api.url}/api/v1/assets?${new URLSearchParams(next())}`, { headers: { authorization: `Bearer ${secrets[as ?? 'city']}` } });
      if (!reply.ok) throw new Error(`${name}: ${reply.status} ${await reply.text()}`);
      const { total } = (await reply.json()) as { total: { count: number } };
      if (i < 0) continue; // warms the connection and the caches
      times.push(performance.now() - started);
      found += total.count / each;
    }
    times.sort((a, b) => a - b);
    figures.push({
      part: 'search',
      name,
      value: share(times, 0.95),
      unit: 'ms p95',
      note: `p50 ${share(times, 0.5).toFixed(0)} ms, ${Math.round(found)} found in the mean`,
    });
  }
  return figures;
};
