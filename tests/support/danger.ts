import type { Call } from '#domain/contract/calls.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { workTimers } from '../../api/work-timers.ts';
import type { TestApp } from './app.ts';
import { aWell } from './builders.ts';
import { now, type Username } from './city.ts';
import { as, orderOf, report } from './thread.ts';

/** Who is called to a danger in 990101001, one after the other. */
export const chain = ['crew-street', 'dispatcher-street', 'dispatcher-west', 'leader-west', 'dispatcher-city'] as const;

/** What was done with an order, in its order. */
export const storyOf = (order: Order) => order.events.map((e) => e.action);

/** Dangers of an app that is started later, and who is called to them as time passes. */
export const dangersOf = (test: () => TestApp) => {
  let at: string = now;
  let step = 0;
  let holes = 0;
  const somewhere = () => {
    step += 1;
    return { lon: 120.001 + (step % 18) * 0.001, lat: 30.011 + Math.floor(step / 18) * 0.001 };
  };
  /** Beside the road, each so far from the others that nobody takes two for one hole. */
  const byTheRoad = () => {
    holes += 1;
    return { lon: 120.0015 + (holes % 18) * 0.001, lat: holes % 36 < 18 ? 30.0101 : 30.0092 };
  };
  const callTo = async (username: Username, orderId: string) =>
    (await test().app.inject({ url: '/api/v1/calls', headers: await as(test().app, username) }))
      .json<{ calls: Call[] }>()
      .calls.find((call) => call.orderId === orderId);
  return {
    somewhere,
    byTheRoad,
    callTo,
    at: () => at,
    /** It is every test's now again. */
    begin: () => {
      at = now;
      test().setNow(at);
    },
    /** Lets time pass and works what fell due. */
    pass: async (minutes: number): Promise<number> => {
      at = new Date(Date.parse(at) + minutes * 60_000).toISOString();
      test().setNow(at);
      return workTimers(test().app);
    },
    /** A danger in 990101001 whose owner, the power company, is sure. */
    ownedDanger: async (): Promise<Order> => {
      const position = somewhere();
      await aWell(test().database.pool, position);
      return orderOf(test().app, await report(test().app, { position }));
    },
    /** A danger in 990101001 at which nothing is registered. */
    nobodysDanger: async (given: Partial<ReportRequest> = {}): Promise<Order> =>
      orderOf(test().app, await report(test().app, { position: byTheRoad(), text: '路边有个洞', notListed: true, ...given })),
    acknowledge: async (username: Username, id: string) =>
      test().app.inject({ method: 'POST', url: `/api/v1/calls/${id}/acknowledge`, headers: await as(test().app, username) }),
    /** Who is being called to an order now. */
    called: async (orderId: string) => {
      const open = await Promise.all(chain.map(async (who) => ((await callTo(who, orderId)) ? who : null)));
      return open.filter((who) => who !== null);
    },
  };
};
