import { findOrderIdOfFollow } from '#db/queries/orders/follows.ts';
import { findOrderIdOfReport } from '#db/queries/reports/reports.ts';
import type { watchReport } from '#domain/contract/reports.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import { accepted, refuse } from '../errors.ts';
import type { Call } from '../serve.ts';
import type { ChangeFeed } from './change-feed.ts';
import { openEventStream } from './event-stream.ts';
import type { Seats } from './seats.ts';

/** A whole office may sit behind one address. */
const mostPerAddress = 20;

/** `changed` whenever the story of this number changed. */
export const streamReport = async ({ request, reply, params }: Call<typeof watchReport>, feed: ChangeFeed, seats: Seats): Promise<typeof reply> => {
  const number = accepted(parseReportNumber(params.number));
  const { pool } = request.server;
  const find = async () => (await findOrderIdOfReport(pool, number)) ?? (await findOrderIdOfFollow(pool, number));
  let order = await find();
  if (!order) throw refuse('not-found', { field: 'number' });
  await feed.listening();
  const giveBack = seats.take(`address ${request.ip}`, mostPerAddress);
  const stream = openEventStream(request, reply);
  /** Whoever changed it may have moved the report to another order. */
  const follow = async () => {
    order = await find().catch(() => order);
  };
  const stop = feed.subscribe((heard) => {
    if (heard === 'end') return stream.close();
    if ('person' in heard || heard.id !== order?.orderId) return;
    stream.send('changed', {});
    void follow();
  });
  void follow(); // it may have moved since it was found, before anybody heard
  stream.onClose(() => {
    stop();
    giveBack();
  });
  return reply;
};
