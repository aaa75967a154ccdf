import { mayRead, reachOf } from '#domain/access.ts';
import { watchOrders } from '#domain/contract/orders.ts';
import type { Person } from '../app-type.ts';
import { admit } from '../authentication.ts';
import { HttpError, refuse } from '../errors.ts';
import type { Call } from '../serve.ts';
import type { ChangeFeed } from './change-feed.ts';
import { openEventStream } from './event-stream.ts';
import type { Seats } from './seats.ts';

const askAgainMs = 30_000;
const mostPerPerson = 6;

const readsWhere = (person: Person | null) => person && reachOf(person.grants, 'orders.read', person.cityCode);

/** `order` for each change to an order that the reader may read, or may read no longer. Who they are is asked again when that changed, and every 30 s. */
export const streamOrders = async ({ request, reply, person }: Call<typeof watchOrders>, feed: ChangeFeed, seats: Seats): Promise<typeof reply> => {
  if (!readsWhere(person)) throw refuse('forbidden');
  await feed.listening();
  const giveBack = seats.take(`person ${person?.id}`, mostPerPerson);
  const stream = openEventStream(request, reply);
  const askAgain = () => {
    admit(request.server, watchOrders, request).catch((error: unknown) => {
      if (!(error instanceof HttpError)) return; // the database is away, not the person
      stream.send('signed-out', { code: error.rejection.code });
      stream.close();
    });
  };
  const stop = feed.subscribe((heard) => {
    if (heard === 'end') return stream.close();
    if ('person' in heard) {
      if (heard.person === person?.id) askAgain();
      return;
    }
    const order = { districtCode: heard.district, streetCode: heard.street, unitIds: heard.units, billing: heard.acting ?? [] };
    if (request.person && mayRead(request.person, order)) stream.send('order', { id: heard.id, version: heard.version });
  });
  const asking = setInterval(askAgain, askAgainMs);
  stream.onClose(() => {
    clearInterval(asking);
    stop();
    giveBack();
  });
  return reply;
};
