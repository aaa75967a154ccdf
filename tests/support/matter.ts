import { expect } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { TestApp } from './app.ts';
import { aReport, aWell } from './builders.ts';
import { aPhoto, doing, orderOf, readOrder, report } from './thread.ts';

/** When a clock of an order ends. */
export const dueOf = (order: Order, clock: string) => order.deadlines.find((one) => one.clock === clock)?.dueAt;

/** How a caller judges speed, manner and outcome, each apart. */
export const grades = { speed: 'satisfied', manner: 'mostly', outcome: 'unsatisfied' };

/** Matters of an app that is started later: power wells that rattle unless something else is said, each a hundred metres from the last. */
export const mattersOf = (test: () => TestApp) => {
  let step = 0;
  const did = doing(() => test().app);
  return {
    did,
    aMatter: async (given: Parameters<typeof aReport>[0] = {}): Promise<{ story: ReportStory; order: Order }> => {
      step += 1;
      const position = { lon: 120.001 + (step % 18) * 0.001, lat: 30.013 + Math.floor(step / 18) * 0.001 };
      await aWell(test().database.pool, position);
      const story = await report(test().app, aReport({ position, kind: 'cover_noise', text: '电力井盖响', ...given }));
      return { story, order: await orderOf(test().app, story) };
    },
    resolved: async (id: string): Promise<Order> => {
      for (const action of ['sign', 'contact', 'start'] as const) await did('clerk-power', id, action);
      const { position } = await readOrder(test().app, id);
      return did('clerk-power', id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test().app)], position });
    },
    judge: (number: string, body: Record<string, unknown>) => test().app.inject({ method: 'POST', url: `/api/v1/reports/${number}/judgement`, payload: body }),
    noBreach: async () => expect(await listBreaches(test().database.pool)).toEqual([]),
  };
};
