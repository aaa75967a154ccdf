import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { markChannelFailed, markSent, markUnsent, type TakenMessage, takeMessages } from '#db/queries/messages/messages.ts';
import { nextAttemptAt, pausedUntil } from '#domain/delivery.ts';
import type { App } from '../app-type.ts';
import type { Outcome, Sender } from './senders.ts';

const leaseMs = 120_000; // longer than an attempt with all its waits
const mostUnderWay = 4;

const settle = async (app: App, channel: Sender['channel'], message: TakenMessage, { is, answer }: Outcome): Promise<void> => {
  const now = app.clock.now();
  if (is === 'taken') return markSent(app.pool, message.id, channel, answer, now);
  if (is === 'refused') return void (await markUnsent(app.pool, message.id, answer, null, now));
  await markUnsent(app.pool, message.id, answer, nextAttemptAt(message.attempts, now), now);
  if (is === 'failed') await markChannelFailed(app.pool, channel, pausedUntil(message.failures + 1, now));
};

export interface Messenger {
  /** Takes what is due of each channel and lets it go on by itself. @returns how many were taken */
  run(): Promise<number>;
  settled(): Promise<unknown>;
  /** Breaks off those under way; they are sent again, by whoever is there then. */
  close(): Promise<unknown>;
}

/** Sends mails and SMS, a few at once; a dead or slow server keeps nobody waiting but its own messages, which stay. */
export const openMessenger = (app: App, senders: readonly Sender[]): Messenger => {
  const closing = new AbortController();
  const underWay = new Map(senders.map(({ channel }) => [channel, new Set<Promise<void>>()]));
  const writing = new Set<Promise<void>>();
  const settled = () => Promise.all([...underWay.values()].flatMap((set) => [...set]));
  const attempt = async (sender: Sender, message: TakenMessage): Promise<void> => {
    const { address } = message;
    const outcome: Outcome =
      address === null ? { is: 'refused', answer: 'no address' } : await sender.send({ ...message, address }, app.clock.now(), closing.signal);
    if (closing.signal.aborted) return;
    const written = settle(app, sender.channel, message, outcome).finally(() => writing.delete(written));
    writing.add(written);
    await written;
  };
  const take = async (sender: Sender): Promise<number> => {
    const mine = underWay.get(sender.channel);
    const free = mostUnderWay - (mine?.size ?? 0);
    if (free <= 0 || !mine) return 0;
    const now = app.clock.now();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const taken = await inTransaction(app.pool, (client) => takeMessages(client, sender.channel, now, until, free));
    for (const message of taken) {
      const sending = attempt(sender, message)
        .catch((error: unknown) => app.log.error({ message: message.id, code: stateOf(error) }, 'a message failed'))
        .finally(() => mine.delete(sending));
      mine.add(sending);
    }
    return taken.length;
  };
  return {
    run: async () => {
      let taken = 0;
      for (const sender of senders) taken += await take(sender);
      return taken;
    },
    settled,
    close: () => {
      closing.abort();
      for (const sender of senders) sender.close();
      return Promise.allSettled(writing); // and for no mail server that is silent
    },
  };
};
