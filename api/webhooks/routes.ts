import { randomBytes } from 'node:crypto';
import { inTransaction } from '#db/pool.ts';
import { endWebhook, findWebhook, insertWebhook, listDeliveries, listWebhooks, sendAgain } from '#db/queries/messages/webhooks.ts';
import { decideText } from '#domain/clean-text.ts';
import * as contract from '#domain/contract/webhooks.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { ownSession } from '../own-session.ts';
import { mayBeReceiver } from '../post-signed.ts';
import { serve } from '../serve.ts';

const mostOfAPerson = 20;

export const webhooksRoutes = (app: App): void => {
  const { pool } = app;
  const ownWebhook = async (person: Person | null, id: string) => {
    const webhook = await findWebhook(pool, knownPerson(person).id, id);
    if (!webhook) throw refuse('webhook-unknown', { field: 'id' });
    return webhook;
  };

  serve(app, contract.listWebhooks, async ({ person }) => ({ webhooks: await listWebhooks(pool, knownPerson(person).id) }));

  serve(app, contract.createWebhook, async ({ body, request, now }) => {
    const { person } = ownSession(request); // a leaked token must not have the city's orders sent elsewhere
    const name = accepted(decideText(body.name, 'name', 80));
    if (!mayBeReceiver(body.url, app.hooksInside)) throw refuse('receiver-inside', { field: 'url' });
    if ((await listWebhooks(pool, person.id)).length >= mostOfAPerson) throw refuse('webhooks-too-many', { params: { most: mostOfAPerson } });
    const secret = `jzw_${randomBytes(32).toString('base64url')}`;
    const made = { personId: person.id, name, url: body.url, secret, actions: body.actions, subscribedOnly: body.subscribedOnly ?? false, now };
    const id = await inTransaction(pool, (client) => insertWebhook(client, made));
    return { webhook: await ownWebhook(person, id), secret };
  });

  serve(app, contract.endWebhook, async ({ params, request, now }) => {
    const { person } = ownSession(request);
    const ended = await inTransaction(pool, (client) => endWebhook(client, person.id, params.id, now));
    if (ended === 0) throw refuse('webhook-unknown', { field: 'id' });
    return null;
  });

  serve(app, contract.listDeliveries, async ({ params, person }) => {
    const { id } = await ownWebhook(person, params.id);
    return { deliveries: await listDeliveries(pool, id) };
  });

  serve(app, contract.sendDeliveryAgain, async ({ params, person, now }) => {
    const { id } = await ownWebhook(person, params.id);
    if ((await sendAgain(pool, id, params.deliveryId, now)) === 0) throw refuse('not-found', { field: 'deliveryId' });
    return { deliveries: await listDeliveries(pool, id) };
  });
};
