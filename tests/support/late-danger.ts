import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../api/work-timers.ts';
import type { TestApp } from './app.ts';
import { aWell } from './builders.ts';
import type { Username } from './city.ts';
import { as, orderOf, readOrder, report } from './thread.ts';

/** Dangers of an app that is started later, and the steps of their cases of bill and blame. */
export const lateDangersOf = (test: () => TestApp) => {
  let step = 0;
  /** Each hole a hundred metres from the others, and all in one street. */
  const aPlace = () => {
    step += 1;
    return { lon: 120.001 + (step % 18) * 0.001, lat: 30.012 + Math.floor(step / 18) * 0.006 };
  };
  return {
    /** A danger to which its owner did not come in time: the case of bill and blame is open. */
    aLateDanger: async (): Promise<Order> => {
      const { app, database, setNow } = test();
      const position = aPlace();
      await aWell(database.pool, position);
      const order = await orderOf(app, await report(app, { position }));
      setNow('2026-11-23T04:01:00.000Z');
      await workTimers(app);
      return readOrder(app, order.id);
    },
    send: async (who: Username, method: 'PUT' | 'POST', caseId: string, what: 'bill' | 'objection' | 'settlement', payload: object) =>
      test().app.inject({ method, url: `/api/v1/liability-cases/${caseId}/${what}`, headers: await as(test().app, who), payload }),
  };
};
