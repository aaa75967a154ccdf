import * as crew from '#domain/contract/crew.ts';
import * as near from '#domain/contract/near.ts';
import * as contract from '#domain/contract/orders.ts';
import * as reports from '#domain/contract/reports.ts';
import type { App } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { requireReadable } from '../order-access.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { actOnMany } from './act-on-many.ts';
import { actOnOrder } from './act-on-order.ts';
import { drawBill } from './draw-bill.ts';
import { judgeReport } from './judge-report.ts';
import { nearOf } from './list-near.ts';
import { queueOf } from './list-orders.ts';
import { crewFor } from './name-crew.ts';
import { printBill } from './print-bill.ts';
import { revealContacts } from './reveal-contacts.ts';
import { objectToBill, putBill, settleCase } from './settle-liability.ts';
import { tellOrder } from './tell-order.ts';

export const ordersRoutes = (app: App): void => {
  serve(app, contract.listOrders, ({ query, person }) => queueOf(app, query, knownPerson(person)));
  serve(app, contract.getOrder, async ({ params, person, now }) => {
    await requireReadable(app, params.id, person);
    return tellOrder(app.pool, await vocabularyOf(app.pool), params.id, knownPerson(person), now);
  });
  serve(app, contract.getOrderContact, ({ params, person, now, request, reply }) => {
    reply.header('cache-control', 'no-store');
    return revealContacts(app, params.id, knownPerson(person), now, request.id);
  });
  serve(app, reports.judgeReport, ({ params, body, person, now, reply }) => {
    reply.header('cache-control', 'no-store');
    return judgeReport(app, params.number, body, { person, now });
  });
  serve(app, contract.putBill, ({ params, body, person, now }) => putBill(app, params.id, body, knownPerson(person), now));
  serve(
    app,
    contract.getBill,
    async ({ params, person, language, now, reply }) => {
      const paper = await printBill(app, params.id, knownPerson(person), { language, now });
      reply.type('application/pdf').header('content-disposition', `inline; filename="${paper.key}-${knownPerson(person).username}.pdf"`);
      return reply.send(drawBill(paper, language));
    },
    { exposeHeadRoute: false }, // a HEAD would draw what nobody reads
  );
  serve(app, contract.objectToBill, ({ params, body, person, now }) => objectToBill(app, params.id, body, knownPerson(person), now));
  serve(app, contract.settleCase, ({ params, body, person, now }) => settleCase(app, params.id, body, knownPerson(person), now));
  serve(app, crew.listCrew, ({ params, person }) => crewFor(app, params.id, knownPerson(person)));
  serve(app, near.listNear, ({ params, person, now }) => nearOf(app, params.id, knownPerson(person), now));
  serve(app, contract.actOnOrders, ({ body, person, now, request }) => actOnMany(app, body, knownPerson(person), { now, request }));
  serve(app, contract.actOnOrder, ({ params, body, person, now }) => actOnOrder(app, { ...body, ...params }, knownPerson(person), now));
};
