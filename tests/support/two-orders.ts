import { expect } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { TestApp } from './app.ts';
import { aReport, aWell } from './builders.ts';
import { now } from './city.ts';
import { orderOf, report } from './thread.ts';

/** Pairs of orders in an app that is started later. */
export const pairsOf = (test: () => TestApp) => {
  let step = 0;
  /** Two orders of two wells ten metres apart, each with its caller. */
  const twoOrders = async (first: Parameters<typeof aReport>[0] = {}, second: Parameters<typeof aReport>[0] = {}, at = now) => {
    step += 1;
    const place = (metres: number) => ({ lon: 120.001 + (step % 18) * 0.001 + metres / 96_000, lat: 30.016 + Math.floor(step / 18) * 0.001 });
    const wells = [
      await aWell(test().database.pool, { ...place(0), ownerId: 'power' }),
      await aWell(test().database.pool, { ...place(10), ownerId: 'water', classCode: '0101', lettering: '上水' }),
    ];
    const tell = (i: 0 | 1, given: Parameters<typeof aReport>[0]) =>
      report(
        test().app,
        aReport({ position: place(i * 10), plate: wells[i] ?? '', kind: 'cover_noise', text: '', contact: { phone: `1380000000${i}` }, ...given }),
      );
    test().setNow(at);
    const stories = [await tell(0, first), await tell(1, second)] as const;
    test().setNow(now);
    const [a, b] = [await orderOf(test().app, stories[0]), await orderOf(test().app, stories[1])];
    expect(a.id).not.toBe(b.id);
    return { a, b, stories, tell };
  };
  return {
    twoOrders,
    /** What is armed for an order, the soonest first. */
    armed: async (id: string) =>
      (
        await test().database.pool.query<{ what: string }>(
          `select kind || ' ' || coalesce(clock, '') || ' ' || due_at as what from timers where order_id = $1 and ended_at is null order by due_at, kind, clock`,
          [id],
        )
      ).rows.map(({ what }) => what),
    read: async ({ number }: ReportStory) => (await test().app.inject(`/api/v1/reports/${number}`)).json<ReportStory>(),
    noBreach: async () => expect(await listBreaches(test().database.pool)).toEqual([]),
  };
};
