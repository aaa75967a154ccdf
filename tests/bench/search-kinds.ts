import type { Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { type Box, placesIn, sameNumbers } from './places.ts';

export interface Sample {
  readonly id: string;
  readonly road: string | null;
  readonly number: string | null;
  readonly streetCode: string;
  readonly neighbourhood: string | null;
  readonly ownerId: string | null;
  readonly classCode: string;
  readonly sourceNumber: string | null;
}

export interface Crossing {
  readonly road: string;
  readonly other: string;
}

/** A kind of search: its queries, and who asks. */
export interface Kind {
  readonly name: string;
  readonly as?: 'unit' | 'street';
  readonly next: () => Readonly<Record<string, string>>;
}

export const samplesOf = (pool: Pool): Promise<Sample[]> =>
  rows(
    pool,
    sql`select a.id, r.name as road, substring(a.address from '[0-9]+') as number, a.street_code, a.owner_id, a.class_code, a.source_number,
          (select n.code from places n where n.parent_code = a.street_code and n.kind = 'neighbourhood' order by n.label_point <-> a.geom limit 1) as neighbourhood
        from assets a tablesample system_rows(400) left join roads r on r.id = a.road_id`,
  );

const squareAt = ({ lon, lat }: { lon: number; lat: number }, half: number): string =>
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ]
    .map(([x = 0, y = 0]) => `${(lon + x).toFixed(6)},${(lat + y).toFixed(6)}`)
    .join(';');

/** Pairs of roads that meet, spread over the city. */
export const crossingsOf = (pool: Pool): Promise<Crossing[]> =>
  rows(
    pool,
    sql`select a.name as road, b.name as other
        from (select * from roads where class <> 'lane' order by hashint4(id) limit 200) a
        cross join lateral (select r.name from roads r where r.class <> 'lane' and r.name <> a.name and st_intersects(r.geom, a.geom) order by hashint4(r.id) limit 1) b`,
  );

/** The owner with most assets, and a small unit; a street; a lettering that many covers have. */
export const commonOf = async (pool: Pool) => {
  const owners = await rows<{ id: string }>(
    pool,
    sql`select owner_id as id from asset_facets where owner_id is not null group by 1 order by sum(counted) desc`,
  );
  const { code } = await oneRow<{ code: string }>(pool, sql`select street_code as code from asset_facets group by 1 order by sum(counted) desc limit 1`);
  const { word } = await oneRow<{ word: string }>(pool, sql`select lettering as word from cover_letterings group by 1 order by sum(counted) desc limit 1`);
  return { owner: owners[0]?.id ?? '', small: owners[Math.floor(owners.length / 2)]?.id ?? '', street: code, word };
};

export const kindsOf = (
  samples: readonly Sample[],
  crossings: readonly Crossing[],
  box: Box,
  { owner, street, word }: Awaited<ReturnType<typeof commonOf>>,
): Kind[] => {
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
  const meeting = () => {
    const met = crossings[Math.floor(random() * crossings.length)];
    if (!met) throw new Error('no roads of this city meet');
    return `${met.road} ${met.other}路口`;
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
    { name: 'crossing', next: () => ({ q: meeting() }) },
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
