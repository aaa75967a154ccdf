import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { farthestMergeM } from '#domain/join-orders.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { buildApp } from '../../../api/app.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, people, type Username } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { aPhoto, sendReport } from '../../support/thread.ts';
import { type Drawn, firstOf, nextTowards, suits, way } from '../../support/towards.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

/** Mulberry32: the same walk for the same seed. */
const drawsFrom = (seed: number) => {
  let s = seed;
  const next = () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T };
};

const seed = Number(process.env['INVARIANT_SEED'] ?? 20_261_124);
/** The walk goes on until it has seen every state × action, and no farther than this. */
const leastSteps = Number(process.env['INVARIANT_STEPS'] ?? 150);
const mostSteps = leastSteps * 16;
const every = (Object.keys(orderTransitions) as OrderState[]).flatMap((state) => Object.keys(orderTransitions[state]).map((action) => `${state} ${action}`));
const draw = drawsFrom(seed);
const usernames = Object.keys(people) as Username[];
/** Who has the hands for an order: its unit's people, and those who dispatch where it lies. */
const handsOf = (unitId: string): Username[] => [
  ...usernames.filter((name) => people[name][1] === unitId || `centre-${people[name][1]}` === unitId),
  'dispatcher-street',
  'leader-west',
  'supervisor',
];
const sendable = ['power', 'water', 'telecom', 'road-990101', 'centre-990101001', 'centre-990101', 'nobody'];

let at = now;
const wells: { id: string; lon: number; lat: number }[] = [];
const reached = new Set<string>();
/** How resolving an open danger was answered: the walk has to see it done and refused. */
const resolvedInDanger = new Set<string>();
/** Which acts were taken back: the walk has to see an arrival, which stopped a danger's clock, among them. */
const takenBack = new Set<string>();

const someReport = async (): Promise<number> => {
  const well = draw.one(wells);
  const given = {
    kind: draw.one(['cover_missing', 'cover_missing', 'cover_missing', 'cover_noise', 'tree_fallen', 'noise', 'road_broken']),
    position: { lon: well.lon + (draw.next() - 0.5) * 0.0003, lat: well.lat },
    text: draw.one(['井盖坏了', '电力井盖', '有个洞']),
    accuracyM: draw.one([5, 20, 60]),
    someoneHurt: draw.next() < 0.1,
    ...(draw.next() < 0.6 ? { plate: well.id } : draw.next() < 0.4 ? { notListed: true } : {}),
  };
  const named = draw.next() < 0.8 ? { contact: { name: '某', phone: draw.one(['13800000001', '13800000002']) } } : { contact: undefined as never };
  const reply = await sendReport(test.app, aReport({ ...given, ...named }));
  return reply.statusCode;
};

const grades = { speed: 'satisfied', manner: 'fair', outcome: 'unsatisfied' };
/** To whom an order is sent or handed: mostly somebody, now and then nobody or the wrong one. */
const unitFor = (action: OrderAction): string => {
  if (action === 'hand_down') return draw.one(['centre-990101001', 'centre-990101001', 'water']);
  if (action === 'hand_across') return draw.one(['centre-990102', 'centre-990101002', 'centre-990102001']);
  return draw.one(sendable);
};

/** Mostly one who waits; now and then somebody else, or nobody named. */
const contacted = (order: Order) => {
  const waiting = order.reports.filter(({ contact }) => contact?.metAt === null);
  return draw.next() < 0.9 && waiting.length > 0 ? { reportId: draw.one(waiting).id } : draw.next() < 0.5 ? {} : { reportId: draw.one(order.reports).id };
};

/** Another order: mostly one near by that is under way; now and then one that cannot be it. */
const otherFor = async (order: Order): Promise<string> => {
  const near = (
    await orders(draw.next() < 0.9 ? `o.state in ('dispatched', 'signed', 'contacted', 'in_progress') and o.street_code = '990101001'` : 'true')
  ).map(({ id }) => id);
  return draw.one(near.filter((id) => id !== order.id)) ?? order.id;
};

const layWell = async (place: { lon: number; lat: number }): Promise<string> => {
  const id = await aWell(test.database.pool, { ...place, ownerId: draw.one(['power', 'water', 'telecom', null]), classCode: '0105' });
  wells.push({ id, ...place });
  return id;
};

/** Another well: mostly one near by that nobody has an order of, laid where each has one; now and then one that cannot be it. */
const wellFor = async ({ position }: Order): Promise<string> => {
  if (draw.next() > 0.9) return draw.one(wells).id;
  const { rows } = await test.database.pool.query<{ id: string }>(
    `select distinct asset_id as id from orders where state not in ('closed', 'void', 'merged') and asset_id is not null`,
  );
  const free = wells.filter((well) => !rows.some(({ id }) => id === well.id) && metresBetween(position, well) < farthestMergeM);
  return free.length > 0 ? draw.one(free).id : layWell({ lon: position.lon + 0.0002, lat: position.lat });
};

/** Mostly one of the unit's own people; now and then another's. */
const personFor = async (unitId: string): Promise<string> => {
  const { rows } = await test.database.pool.query<{ id: string }>(
    `select r.person_id::text as id from person_roles r where r.role in ('crew', 'clerk') order by r.unit_id <> $1, r.person_id limit 3`,
    [unitId],
  );
  return (draw.next() < 0.9 ? rows[0] : draw.one(rows))?.id ?? '1';
};

const otherOf = async (order: Order, action: OrderAction): Promise<Record<string, string>> => {
  if (action === 'send_crew') return { personId: await personFor(order.unit.id) };
  if (action === 'choose_asset') return { assetId: await wellFor(order) };
  return action === 'merge' ? { orderId: await otherFor(order) } : {};
};

/** An open danger is mostly resolved by saying that it was made safe; who resolves the first leaves that out, and now and then somebody. */
const leavesOutSafe = ({ isHazard }: Order): boolean => (isHazard && !resolvedInDanger.has('danger-not-safe')) || draw.next() < 0.2;

const bodyOf = async (order: Order, action: OrderAction, wanted: Record<string, unknown> = {}) => ({
  version: draw.next() < 0.05 ? order.version - 1 || 1 : order.version,
  note: draw.next() < 0.95 ? '理由' : '',
  reply: '已办',
  unitId: unitFor(action),
  ...(action === 'resolve' && leavesOutSafe(order) ? {} : { position: order.position }),
  ...(action === 'ask_pause' ? { day: new Date(Date.parse(at) + 86_400_000 * (2 + Math.floor(draw.next() * 9))).toISOString().slice(0, 10) } : {}),
  ...(action === 'contact' ? contacted(order) : {}),
  ...(action === 'split' ? { reportId: draw.one(order.reports).id } : {}),
  ...(action === 'keep_apart' ? { orderId: draw.one(order.joinOffers)?.orderId ?? order.id } : {}),
  ...(await otherOf(order, action)),
  ...(action === 'call_back' ? { grades, reportId: draw.one(order.reports).id } : {}),
  ...(action === 'supervise' ? { bodies: draw.one([[], ['hotline_office'], ['hotline_office', 'supervision_bureau', 'inspection_office']]) } : {}),
  ...(['not_solved', 'reopen', 'rework'].includes(action) ? { isDangerous: draw.next() < 0.3 } : {}),
  ...(['resolve', 'secure', 'return'].includes(action) ? { photoIds: [await aPhoto(test.app)] } : {}),
  ...wanted,
});

const doAct = async (id: string, who: Username, choose: (order: Order) => OrderAction, wanted: Record<string, unknown> = {}): Promise<number> => {
  const headers = await signIn(test.app, who);
  const seen = await test.app.inject({ url: `/api/v1/orders/${id}`, headers });
  if (seen.statusCode !== 200) return seen.statusCode;
  const order = seen.json<Order>();
  const action = choose(order);
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/orders/${id}/${action}`, headers, payload: await bodyOf(order, action, wanted) });
  if (reply.statusCode === 200) reached.add(`${order.state} ${action}`);
  if (action === 'take_back' && reply.statusCode === 200) takenBack.add(order.lastAct ?? '');
  if (action === 'resolve' && order.isHazard) resolvedInDanger.add(reply.statusCode === 200 ? 'made safe' : reply.json<{ code: string }>().code);
  return reply.statusCode;
};

/** The latest orders in the first street, those that are closed too. */
const orders = async (where = 'true'): Promise<Drawn[]> =>
  (
    await test.database.pool.query<Drawn>(
      `select o.id::text, o.unit_id as "unitId", o.state, o.is_hazard as "isHazard", o.arrived_at is not null as "hasArrived", o.time_asked_at is not null as "isTimeAsked",
         o.time_granted_at is not null as "isTimeGranted", o.pause_asked_at is not null as "isPauseAsked", o.supervised_at is not null as "isSupervised",
         o.docketed_at is not null as "isDocketed",
         (select count(*)::integer from deadlines d where d.order_id = o.id and d.clock = 'contact' and d.met_at is null and d.ended_at is null) as waiting,
         (select count(*)::integer from reports r where r.incident_id = o.incident_id) as "reportCount", o.asset_id as "assetId", o.problem_kind as kind,
         exists (select from join_offers f join orders x on x.id in (f.order_id, f.other_order_id) and x.id <> o.id where o.id in (f.order_id, f.other_order_id)
           and f.answered_at is null and x.state in ('dispatched', 'signed', 'contacted', 'in_progress')) as "isJoinOffered",
         exists (select from orders b where b.id = o.merged_into and b.version = (o.merged_how ->> 'version')::integer and b.state not in ('closed', 'void', 'merged')) as "didNothingFollow",
         exists (select from last_acts l where l.order_id = o.id and l.version = o.version and l.standing_event_id = (select max(e.id) from order_events e where e.order_id = o.id)
           and l.opened_event_id is not distinct from (select max(e.id) from order_events e where e.order_id = l.opened_order_id)) as "isLastActStanding",
         exists (select from reports r join report_contacts c on c.report_id = r.id where r.incident_id = o.incident_id) as "hasContact"
       from orders o where ${where} order by o.id desc limit 60`,
    )
  ).rows;
const open = (): Promise<Drawn[]> => orders(`o.state not in ('closed', 'merged', 'void')`);

/** A random person does what they may (mostly) with a random open order. */
const someAct = async (): Promise<number> => {
  const all = await open();
  if (all.length === 0) return 0;
  const { id, unitId } = draw.one(all);
  return doAct(id, draw.next() < 0.85 ? draw.one(handsOf(unitId)) : draw.one(usernames), (order) => {
    const row = Object.keys(orderTransitions[order.state]) as OrderAction[];
    // Ending moves are drawn less often, so that orders live long enough to be argued over.
    const legal = order.actions.filter((action) => !['close', 'void', 'dispatch', 'answer', 'hand_across', 'merge'].includes(action) || draw.next() < 0.3);
    return draw.next() < 0.1 || legal.length === 0 ? draw.one(row) : draw.one(legal);
  });
};

let told = 0;
/**
 * Two callers tell of a well that nobody told of before, so that an order of no danger has two reports. One who tells of a well of before joins
 * the oldest order of it, which is none of the latest that the walk looks at.
 */
const toldTwice = async (): Promise<number> => {
  const place = { lon: 120.002 + (told % 12) * 0.0015, lat: 30.001 + (Math.floor(told / 12) % 6) * 0.0012 };
  told += 1;
  const plate = await layWell(place);
  const tell = (phone: string) => sendReport(test.app, aReport({ plate, kind: 'cover_noise', text: '', position: place, contact: { phone } }));
  await tell('13800000003');
  return (await tell('13800000004')).statusCode;
};

let pairs = 0;
/** Two tell of a hole that is not registered, some metres apart: whether it is one is asked. */
const perhapsTwice = async (): Promise<number> => {
  pairs += 1;
  const place = { lon: 120.001 + (pairs % 12) * 0.0015, lat: 30.02 + Math.floor(pairs / 12) * 0.002 };
  const tell = (lon: number) => sendReport(test.app, aReport({ position: { ...place, lon }, accuracyM: 15, kind: 'cover_broken', text: '有个洞' }));
  await tell(place.lon);
  return (await tell(place.lon + 14 / 96_000)).statusCode;
};

/** Two orders are merged first, where nothing followed on any merge before. */
const mergedFirst = async (): Promise<number> => {
  const open = await orders(`o.state in ('dispatched', 'signed', 'contacted', 'in_progress') and o.street_code = '990101001'`);
  return open.length < 2 ? someReport() : doAct(draw.one(open).id, 'dispatcher-city', () => 'merge', { note: '同一处' });
};

const handed: readonly OrderAction[] = ['hand_up', 'hand_down', 'hand_across'];

const handOf = (state: OrderState, action: OrderAction, unitId: string): Username => {
  const by = orderTransitions[state][action]?.by[0];
  if (by === 'supervisor' || by === 'agent') return by;
  return by === 'centre' || by === 'doer' ? 'dispatcher-city' : (handsOf(unitId)[0] ?? 'dispatcher-street');
};

/** A step towards a state × action that was not seen yet. */
const someGoal = async (): Promise<number> => {
  const [goal, action] = draw.one(unseen()).split(' ') as [OrderState, OrderAction];
  const staffed = await orders(`o.street_code = '990101001' and o.unit_id = any('{power,water,telecom,centre-990101001,centre-990101}')`);
  const isHeld = ({ unitId }: Drawn) => !handed.includes(action) || unitId === 'centre-990101';
  const fit = staffed
    .filter((order) => suits(order, goal, action))
    .sort(
      (a, b) => Number(isHeld(b)) - Number(isHeld(a)) || Number(b.state === goal) - Number(a.state === goal) || way.indexOf(b.state) - way.indexOf(a.state),
    )[0];
  if (!fit && goal === 'merged') return mergedFirst();
  if (!fit && action === 'keep_apart') return perhapsTwice();
  if (!fit) return action === 'split' || draw.next() < 0.5 ? toldTwice() : someReport();
  if (!isHeld(fit)) return doAct(fit.id, 'dispatcher-city', () => 'dispatch', { note: '区里办', unitId: 'centre-990101' });
  const next = fit.state === goal ? (firstOf(fit, action) ?? action) : nextTowards(fit, goal);
  return next === null ? someReport() : doAct(fit.id, handOf(fit.state, next, fit.unitId), () => next, next === 'grant_pause' ? {} : { note: '理由' });
};

/** Somebody says by a slip that they are at a danger, and takes it back. */
const arrivedBySlip = async (): Promise<number> => {
  const dangers = (await open()).filter(
    ({ isHazard, hasArrived, state, unitId }) => isHazard && !hasArrived && way.indexOf(state) < way.indexOf('paused') && handsOf(unitId).length > 3,
  );
  if (dangers.length === 0) return someReport();
  const danger = draw.one(dangers);
  const arrived = await doAct(danger.id, handsOf(danger.unitId)[0] ?? 'dispatcher-street', () => 'arrive');
  return arrived === 200 ? doAct(danger.id, 'dispatcher-city', () => 'take_back') : arrived;
};

/** What the walk has not seen yet; then whatever somebody may. */
const someStep = (): Promise<number> => {
  const [hasGoals, hasSlip] = [unseen().length > 0, takenBack.has('arrive')];
  if (!hasSlip && (!hasGoals || draw.next() < 0.1)) return arrivedBySlip();
  return hasGoals ? someGoal() : someAct();
};

/** A caller judges what was done, or says that it is not solved. */
const someJudgement = async (): Promise<number> => {
  const { rows } = await test.database.pool.query<{ number: string }>(
    `select r.number from reports r join orders o on o.incident_id = r.incident_id where o.state in ('resolved', 'checked', 'called_back', 'closed') order by o.id desc limit 20`,
  );
  if (rows.length === 0) return 0;
  const solved = draw.next() < 0.6;
  const payload = { solved, grades, note: '还没好', ...(solved ? {} : { isDangerous: draw.next() < 0.3 }) };
  return (await test.app.inject({ method: 'POST', url: `/api/v1/reports/${draw.one(rows).number}/judgement`, payload })).statusCode;
};

const someAnswer = async (): Promise<number> => {
  const { rows } = await test.database.pool.query<{ id: string; username: string }>(
    'select c.id::text, p.username from calls c join people p on p.id = c.person_id where c.ended_at is null and c.acknowledged_at is null order by c.id desc limit 1',
  );
  const call = rows[0];
  if (!call) return 0;
  const headers = await signIn(test.app, call.username);
  return (await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call.id}/acknowledge`, headers })).statusCode;
};

/** Lets between a minute and three days pass; two servers work what fell due. */
const someTime = async (other: TestApp['app']): Promise<number> => {
  at = new Date(Date.parse(at) + Math.round(60_000 * 4320 ** draw.next())).toISOString();
  test.setNow(at);
  await Promise.all([workTimers(test.app), workTimers(other)]);
  return 200;
};

/** Cuts every connection but its own, all at once, and waits until the server has let go of each: told to end, a backend ends some time later. */
const cutAll = async (): Promise<void> => {
  const client = await test.database.pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  const pids = rows.map(({ pid }) => pid);
  await client.query('select pg_terminate_backend(pid) from unnest($1::integer[]) pid', [pids]);
  await client.query('select pg_terminate_backend(pid, 10000) from unnest($1::integer[]) pid', [pids]);
  client.release();
};

/**
 * Puts away the connections that were cut: one that nobody asked by since is taken for whole until it is asked. What the step after a kill
 * would be answered by is the kill's, and not its own.
 */
const dropCut = async (): Promise<void> => {
  const { pool } = test.database;
  const held = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect().catch(() => null)));
  await Promise.all(
    held.map((client) =>
      client?.query('select 1').then(
        () => client.release(),
        (error: Error) => client.release(error),
      ),
    ),
  );
};

/** Everything in flight is cut off at a random moment, as by a kill of the server or the database. */
const someKill = async (other: TestApp['app']): Promise<number> => {
  const work = [someReport(), someAct(), someAct(), workTimers(other)].map((one) => one.catch(() => 0));
  await new Promise((resolve) => setTimeout(resolve, draw.next() * 25));
  await cutAll().catch(() => null);
  await Promise.all(work);
  await dropCut();
  return 0;
};

/** One step of the walk. @returns what was done, and how it was answered */
const walk = async (step: number, other: TestApp['app']): Promise<[string, number]> => {
  const chance = draw.next();
  if (step < 6 || chance < 0.15) return ['report', await someReport()];
  if (chance < 0.35) return ['act', await someAct()];
  if (chance < 0.8) return ['goal', await someStep()];
  if (chance < 0.84) return ['answer', await someAnswer()];
  if (chance < 0.87) return ['judge', await someJudgement()];
  return chance < 0.95 ? ['time', await someTime(other)] : ['kill', await someKill(other)];
};

const unseen = () => every.filter((one) => !reached.has(one));
const hasSeenDangers = () => resolvedInDanger.has('made safe') && resolvedInDanger.has('danger-not-safe') && takenBack.has('arrive');
const isToGoOn = (step: number) => step < leastSteps || (step < mostSteps && (unseen().length > 0 || !hasSeenDangers()));

describe('whatever people, clocks and kills do', () => {
  it(
    'every open order has exactly one accountable unit and at least one armed timer',
    async () => {
      const { pool } = test.database;
      for (let i = 0; i < 12; i += 1) await layWell({ lon: 120.002 + i * 0.0015, lat: 30.0101 });
      const other = await buildApp({ pool, clock: { now: () => at } });
      const faults: string[] = [];
      console.info(`the invariant’s walk: INVARIANT_SEED=${seed}`);
      let step = 0;
      for (; isToGoOn(step); step += 1) {
        const [what, status] = await walk(step, other);
        if (status >= 500) faults.push(`step ${step}: ${what} ${status}`);
        expect(await listBreaches(pool), `seed ${seed}, step ${step}: ${what} ${status}`).toEqual([]);
        const odd = await listOddities(pool);
        expect(odd, `seed ${seed}, step ${step}: ${what} ${status}: ${odd.join('; ')}`).toEqual([]);
      }
      console.info(`the invariant’s walk: ${step} steps`);
      await other.close();
      expect(faults, 'nothing ends in a 5xx').toEqual([]);
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::integer as n from (select order_id from timers where outcome = 'worked' group by order_id, kind, coalesce(clock, ''), due_at having count(*) > 1) twice`,
      );
      expect(rows[0]?.n, 'no timer was worked twice').toBe(0);
      expect([...resolvedInDanger], 'an open danger was resolved by making it safe, and refused without').toEqual(
        expect.arrayContaining(['made safe', 'danger-not-safe']),
      );
      expect([...takenBack], 'an arrival was taken back, and the danger’s clock ran on').toContain('arrive');
      expect(unseen(), 'a walk that never reached a state × action has not looked there').toEqual([]);
    },
    Math.max(600_000, leastSteps * 2_000),
  );
});
