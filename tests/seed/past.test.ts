import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

const until = '2026-11-23T02:00:00.000Z';
let database: FreshDatabase;
let pool: Pool;

const seeded = () =>
  seedCity({
    url: database.url,
    folder: join(import.meta.dirname, '../fixtures/small-city'),
    assets: 12_000,
    seed: 7,
    demo: true,
    replace: true,
    past: { until },
  });

beforeAll(async () => {
  database = await freshDatabase('p');
  await migrate(database.url);
  pool = createPool(database.url, { max: 2 });
  await seeded();
}, 120_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

interface Line {
  readonly orderId: string;
  readonly action: string;
  readonly fromState: OrderState | null;
  readonly toState: OrderState;
  readonly state: OrderState;
  readonly at: string;
}

/** A step that people make is in the table; what clocks and callers do moves no order on. */
const expectLegal = ({ orderId, action, fromState, toState, at }: Line, before: Line | undefined): void => {
  expect(fromState, `order ${orderId}: ${action}`).toBe(before?.toState ?? null);
  expect(at >= (before?.at ?? '')).toBe(true);
  if (before === undefined) {
    expect(action).toBe('receive');
    return;
  }
  const move = orderTransitions[before.toState][action as OrderAction];
  expect(toState, `order ${orderId}: ${action}`).toBe(move?.to ?? before.toState);
};

describe('the past of a demo city', () => {
  test('is a legal walk of the table of transitions, order by order, and reaches each of its ways', async () => {
    const events = await rows<Line>(
      pool,
      sql`select e.order_id, e.action, e.from_state, e.to_state, o.state, e.at from order_events e join orders o on o.id = e.order_id order by e.order_id, e.id`,
    );
    const walked = new Set(events.map(({ action }) => action));
    const left = new Map<string, Line>();
    for (const line of events) {
      expectLegal(line, left.get(line.orderId));
      left.set(line.orderId, line);
    }
    for (const { toState, state } of left.values()) expect(toState).toBe(state);
    const wanted = [
      'sign',
      'contact',
      'start',
      'resolve',
      'close',
      'return',
      'dispatch',
      'rework',
      'arrive',
      'secure',
      'void',
      'ask_time',
      'grant_time',
      'check',
      'call_back',
      'overdue',
      'escalate',
      'call',
    ];
    expect([...wanted, 'acknowledge', 'join'].filter((action) => !walked.has(action))).toEqual([]);
  });

  test('leaves no open order without exactly one accountable unit and an armed timer, and nothing that fell due before its end', async () => {
    expect(await listBreaches(pool)).toEqual([]);
    const counted = await oneRow<Record<string, number>>(
      pool,
      sql`select (select count(*)::integer from orders where state not in ('closed', 'void')) as open, (select count(*)::integer from orders where state = 'closed') as closed,
          (select count(*)::integer from timers where ended_at is null and due_at <= ${until}) as late,
          (select count(*)::integer from timers t join orders o on o.id = t.order_id where t.ended_at is null and o.state in ('closed', 'void')) as stray,
          (select count(*)::integer from order_events where at > ${until}::timestamptz + interval '5 minutes') as later,
          (select count(*)::integer from orders where not made_up) as unmarked,
          (select count(*)::integer from denials where upheld) as right_denials, (select count(*)::integer from denials where not upheld) as wrong_denials,
          (select count(*)::integer from liability_cases) as liable`,
    );
    expect(counted).toMatchObject({ late: 0, stray: 0, later: 0, unmarked: 0 });
    for (const some of ['open', 'closed', 'rightDenials', 'wrongDenials', 'liable']) expect(counted[some], some).toBeGreaterThan(0);
  });

  test('calls each further caller who left a contact by a clock of their own, in time, which began with their report', async () => {
    const counted = await oneRow<Record<string, number>>(
      pool,
      sql`with further as (select r.id, r.received_at, o.id as order_id from reports r join orders o on o.incident_id = r.incident_id join report_contacts c on c.report_id = r.id
            where exists (select from reports e join report_contacts k on k.report_id = e.id where e.incident_id = r.incident_id and (e.received_at, e.id) < (r.received_at, r.id)))
          select count(*)::integer as callers, count(*) filter (where exists (select from deadlines d where d.report_id = f.id and d.clock = 'contact' and d.started_at = f.received_at))::integer as started,
            count(*) filter (where (select count(*) from deadlines d where d.report_id = f.id and d.ended_at is null and (d.due_at is null or d.met_at <= d.due_at)) = 1)::integer as met,
            count(*) filter (where (select count(*) from deadlines d where d.report_id = f.id) > 1)::integer as anew from further f`,
    );
    expect(counted).toMatchObject({ started: counted['callers'], met: counted['callers'] });
    expect(counted['callers']).toBeGreaterThan(0);
  });

  test('shows some of it in pictures that were drawn here, each of a step or a report of its own time', async () => {
    const photos = await rows<{ holder: string; shows: string | null; right: boolean }>(
      pool,
      sql`select case when p.report_id is not null then 'report' when p.claim_id is not null then 'claim' else 'order' end as holder, p.shows,
            coalesce(p.uploaded_at = r.received_at or p.uploaded_at = q.at or exists (select from order_events e where e.order_id = p.order_id and e.at = p.uploaded_at
              and e.action = case p.shows when 'reply' then 'resolve' when 'evidence' then 'return' else 'secure' end), false) as right
          from photos p left join reports r on r.id = p.report_id left join ownership_claims q on q.id = p.claim_id`,
    );
    expect(photos.filter(({ right }) => !right)).toEqual([]);
    for (const shows of ['reply', 'evidence', 'secured'])
      expect(
        photos.some((photo) => photo.shows === shows),
        shows,
      ).toBe(true);
    for (const holder of ['report', 'claim'])
      expect(
        photos.some((photo) => photo.holder === holder),
        holder,
      ).toBe(true);
    const { bytes } = await oneRow<{ bytes: Buffer }>(pool, sql`select bytes from photos where shows = 'reply' limit 1`);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
  });

  test('holds public notices that run, that wait for a decision and that were settled, and the registry knows what they came to', async () => {
    const notices = await rows<{
      outcome: string | null;
      ownerId: string | null;
      wellOwner: string | null;
      evidence: string | null;
      isWaiting: boolean;
      dueAt: string | null;
      steps: string[];
    }>(
      pool,
      sql`select n.outcome, n.owner_id, a.owner_id as well_owner, a.owner_evidence as evidence, n.due_at,
            exists (select from ownership_claims q where q.notice_id = n.id and q.accepted is null) as is_waiting,
            (select array_agg(t.step order by t.at, t.id) from ownership_steps t where t.notice_id = n.id) as steps
          from ownership_notices n join assets a on a.id = n.asset_id`,
    );
    expect(notices.length).toBeGreaterThanOrEqual(12);
    for (const { outcome, ownerId, wellOwner, steps, dueAt } of notices) {
      expect(steps[0]).toBe('publish');
      expect(wellOwner).toBe(ownerId); // what was confirmed or assigned stands in the registry, and nothing else
      expect(dueAt === null).toBe(outcome !== null);
      if (dueAt !== null) expect(dueAt > until).toBe(true); // nothing fell due before the end
    }
    const outcomes = new Set(notices.map(({ outcome }) => outcome));
    expect([null, 'confirmed', 'unowned'].filter((one) => !outcomes.has(one))).toEqual([]);
    expect(notices.some(({ isWaiting }) => isWaiting)).toBe(true);
  });

  test('goes on with the next numbers, and its people cannot sign in', async () => {
    const { next } = await oneRow<{ next: string }>(pool, sql`select nextval(pg_get_serial_sequence('orders', 'id')) > max(id) as next from orders`);
    expect(next).toBe(true);
    expect(await rows(pool, sql`select 1 from people where username like 'made-up-%' and active`)).toEqual([]);
  });

  test('is the same again for the same city and the same end', async () => {
    const fingerprint = () =>
      oneRow(pool, sql`select md5(string_agg(e::text, '' order by id)) as events from (select id, order_id, at, action, unit_id from order_events) e`);
    const before = await fingerprint();
    await seeded();
    expect(await fingerprint()).toEqual(before);
  }, 120_000);
});
