import { inTransaction } from '#db/pool.ts';
import { listOrderReports } from '#db/queries/orders/order-parts.ts';
import { findOrderScope } from '#db/queries/orders/orders.ts';
import { insertLooks } from '#db/queries/people/looks.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { lookOf } from '../look-of.ts';
import { mayKnowCallers, unknownOrder } from '../order-access.ts';

interface Contacts {
  contacts: { number: string; name?: string; phone?: string }[];
}

/** The callers' names and telephones. Each look is written down in the same transaction: no look without its line. */
export const revealContacts = (app: App, orderId: string, person: Person, at: string, requestId: string): Promise<Contacts> =>
  inTransaction(app.pool, async (client) => {
    const order = await findOrderScope(client, orderId);
    if (!order) throw unknownOrder(person, 'contacts.read');
    if (!mayKnowCallers(person, order)) throw refuse('outside-scope');
    const left = (await listOrderReports(client, orderId)).filter((r) => r.contactName !== null || r.contactPhone !== null);
    await insertLooks(client, { ...lookOf(person, 'contacts', at), reportIds: left.map(({ id }) => id), requestId });
    return {
      contacts: left.map(({ number, contactName, contactPhone }) => ({
        number,
        ...(contactName === null ? {} : { name: contactName }),
        ...(contactPhone === null ? {} : { phone: contactPhone }),
      })),
    };
  });
