import type { Pool } from '#db/pool.ts';
import { affected, oneRow, rows, type Sql, sql } from '#db/sql.ts';
import { asked, timesOf } from './asked.ts';
import { benchToken, cityOfBench } from './bench-token.ts';
import { against, type Figure, share } from './figures.ts';
import { layOrders } from './lay-orders.ts';
import type { ServerProcess } from './server-process.ts';

interface Settings {
  readonly pool: Pool;
  readonly api: ServerProcess;
  readonly each: number;
  readonly orders: number;
}

interface Page {
  readonly orders: readonly { readonly id: string; readonly version: number; readonly unit: { readonly id: string } }[];
  readonly nextCursor: string | null;
}

const figureOf = (name: string, times: readonly number[], bare: readonly number[]): Figure =>
  against(
    {
      part: 'queues',
      name,
      value: share(times, 0.95),
      unit: 'ms p95',
      note: `p50 ${share(times, 0.5).toFixed(1)} ms, bare p50 ${share(bare, 0.5).toFixed(2)} ms`,
    },
    { name: 'the bare rows by SQL', value: share(bare, 0.95) },
  );

const isOpen = sql`state not in ('closed', 'void', 'merged')`;
const inOrder = sql`order by not is_hazard, due_at, id limit 51`;

/** The rows of a page and no more: no counts, no names, nobody who asks. */
const barePage = (pool: Pool, where: Sql) => () => rows(pool, sql`select * from orders where ${isOpen} and ${where} ${inOrder}`);

/** The trade units by how many open orders they hold: the one with most, and one in the middle. */
const unitsOf = async (pool: Pool): Promise<{ large: string; small: string }> => {
  const held = await rows<{ id: string }>(
    pool,
    sql`select o.unit_id as id from orders o join units u on u.id = o.unit_id and u.kind = 'trade' where o.state not in ('closed', 'void', 'merged') group by 1 order by count(*) desc`,
  );
  return { large: held[0]?.id ?? '', small: held[Math.floor(held.length / 2)]?.id ?? '' };
};

/** A dispatcher's own move of one order after another to another unit, as the page sends it. */
const dispatchAll = (api: ServerProcess, token: string, orders: Page['orders'], unitId: string) => {
  const left = orders.filter(({ unit }) => unit.id !== unitId);
  return async () => {
    const next = left.pop();
    if (!next) throw new Error('too few orders stand to be dispatched');
    await asked(api, `/api/v1/orders/${next.id}/dispatch`, token, { version: next.version, unitId, note: '请处理' });
  };
};

/** Pages of the queue over HTTP, counts of each state in it, beside their bare rows; and a dispatch, beside the bare write of one. */
export const measureQueues = async ({ pool, api, each, orders }: Settings): Promise<Figure[]> => {
  const laid = await layOrders(pool, orders);
  const { large, small } = await unitsOf(pool);
  const code = await cityOfBench(pool);
  const { district, street } = await oneRow<{ district: string; street: string }>(
    pool,
    sql`select district_code as district, street_code as street from orders where ${isOpen} group by 1, 2 order by count(*) desc limit 1`,
  );
  const token = {
    city: await benchToken(pool, 'dispatcher', code, null),
    district: await benchToken(pool, 'dispatcher', district, null),
    street: await benchToken(pool, 'dispatcher', street, null),
    large: await benchToken(pool, 'clerk', null, large),
    small: await benchToken(pool, 'clerk', null, small),
  };
  const page =
    (who: keyof typeof token, query = '') =>
    () =>
      asked<Page>(api, `/api/v1/orders${query}`, token[who]);
  const deep = async () => {
    let at = '';
    for (let i = 0; i < 10; i += 1) at = (await page('city', `?limit=100${at && `&cursor=${at}`}`)()).nextCursor ?? '';
    return `?cursor=${at}`;
  };
  const inUnit = (unitId: string) => barePage(pool, sql`unit_id = ${unitId}`);
  const done = (where: Sql) => () => rows(pool, sql`select * from orders where not (${isOpen}) and ${where} order by closed_at desc, id desc limit 51`);
  const kinds = [
    { name: 'the city’s queue', work: page('city'), bare: barePage(pool, sql`true`) },
    { name: 'its eleventh page', work: page('city', await deep()), bare: barePage(pool, sql`true`) },
    { name: 'its dangers', work: page('city', '?hazard=true'), bare: barePage(pool, sql`is_hazard`) },
    { name: 'a district’s queue', work: page('district'), bare: barePage(pool, sql`district_code = ${district}`) },
    { name: 'a street’s queue', work: page('street'), bare: barePage(pool, sql`street_code = ${street}`) },
    { name: 'the largest unit’s inbox', work: page('large'), bare: inUnit(large) },
    { name: 'a middling unit’s inbox', work: page('small'), bare: inUnit(small) },
    { name: 'what a middling unit has done', work: page('small', '?state=done'), bare: done(sql`unit_id = ${small}`) },
    { name: 'what the city has done', work: page('city', '?state=done'), bare: done(sql`true`) },
  ];
  const figures: Figure[] = [{ part: 'queues', name: 'orders in the table', value: laid.orders, unit: 'orders', note: `${laid.open} of them open` }];
  for (const { name, work, bare } of kinds) {
    const [times, floor] = [await timesOf(each, work), await timesOf(each, bare)];
    figures.push(figureOf(name, times, floor));
  }
  const moved = await page('city', '?state=dispatched&limit=100')();
  const target = moved.orders.filter(({ unit }) => unit.id !== small).length < 40 ? large : small; // a run before moved them to the other
  const writes = await oneRow<{ id: string }>(pool, sql`select min(id) as id from orders where ${isOpen}`);
  const dispatched = await timesOf(Math.min(each, 40), dispatchAll(api, token.city, moved.orders, target));
  const bareWrite = await timesOf(each, () => affected(pool, sql`update orders set reply = reply where id = ${writes.id}`));
  figures.push({
    ...figureOf('a dispatch to another unit', dispatched, bareWrite),
    floor: { name: 'one row written and committed', value: share(bareWrite, 0.95) },
  });
  return figures;
};
