import * as contract from '#domain/contract/orders.ts';
import * as reports from '#domain/contract/reports.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { requireReadable } from '../order-access.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { actOnOrder } from './act-on-order.ts';
import { judgeReport } from './judge-report.ts';
import { queueOf } from './list-orders.ts';
import { revealContacts } from './reveal-contacts.ts';
import { putBill, settleCase } from './settle-liability.ts';
import { tellOrder } from './tell-order.ts';

/** These routes are never public: the contract's access has let a person in. */
const known = (person: Person | null): Person => {
  if (!person) throw refuse('not-signed-in');
  return person;
};

export const ordersRoutes = (app: App): void => {
  serve(app, contract.listOrders, ({ query, person }) => queueOf(app, query, known(person)));
  serve(app, contract.getOrder, async ({ params, person }) => {
    await requireReadable(app, params.id, person);
    return tellOrder(app.pool, await vocabularyOf(app.pool), params.id, known(person));
  });
  serve(app, contract.getOrderContact, ({ params, person, now, request, reply }) => {
    reply.header('cache-control', 'no-store');
    return revealContacts(app, params.id, known(person), now, request.id);
  });
  serve(app, reports.judgeReport, ({ params, body, now, reply }) => {
    reply.header('cache-control', 'no-store');
    return judgeReport(app, params.number, body, now);
  });
  serve(app, contract.putBill, ({ params, body, person, now }) => putBill(app, params.id, body, known(person), now));
  serve(app, contract.settleCase, ({ params, body, person, now }) => settleCase(app, params.id, body, known(person), now));
  serve(app, contract.actOnOrder, ({ params, body, person, now }) => actOnOrder(app, { ...body, ...params }, known(person), now));
};
