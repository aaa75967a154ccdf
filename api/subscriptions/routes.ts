import { inTransaction } from '#db/pool.ts';
import { listSubscriptions, saveClasses, subscribe, unsubscribe } from '#db/queries/messages/subscriptions.ts';
import * as contract from '#domain/contract/subscriptions.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { orderReachOf, requireReadable } from '../order-access.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';

const mostOrders = 500;

export const subscriptionsRoutes = (app: App): void => {
  const { pool } = app;
  const asked = (person: Person) => {
    const reach = orderReachOf(person);
    if (!reach.reads) throw refuse('forbidden');
    return listSubscriptions(pool, person.id, reach);
  };

  serve(app, contract.listSubscriptions, ({ person }) => asked(knownPerson(person)));

  serve(app, contract.subscribeOrder, async ({ params, person, now }) => {
    await requireReadable(app, params.id, person);
    if (!(await subscribe(pool, knownPerson(person).id, params.id, now, mostOrders)))
      throw refuse('subscriptions-too-many', { field: 'id', params: { most: mostOrders } });
    return null;
  });

  serve(app, contract.unsubscribeOrder, async ({ params, person }) => {
    await unsubscribe(pool, knownPerson(person).id, params.id);
    return null;
  });

  serve(app, contract.putSubscribedClasses, async ({ body, person, now }) => {
    const known = new Set((await vocabularyOf(pool)).classes.map(({ code }) => code));
    const stranger = body.classes.findIndex((code) => !known.has(code));
    if (stranger >= 0) throw refuse('class-unknown', { field: `classes/${stranger}`, params: { code: body.classes[stranger] ?? '' } });
    const who = knownPerson(person);
    await inTransaction(pool, (client) => saveClasses(client, who.id, body.classes, now));
    return asked(who);
  });
};
