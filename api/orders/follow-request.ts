import * as requests from '#db/queries/orders/order-requests.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import { dayAfter, localDate } from '#domain/local-time.ts';
import { refuse } from '../errors.ts';
import { meetClocks, startRequest } from '../order-clocks.ts';
import { pauseClocks, resumeClocks } from '../pause-clocks.ts';
import type { Acting } from './acting.ts';

const dayOf = ({ vocabulary, act, now }: Acting): string => {
  const today = localDate(now, vocabulary.city.timeZone);
  const longestPauseDays = cityNumber(vocabulary.city.settings, 'longestPauseDays');
  const last = new Date(Date.parse(`${today}T00:00:00Z`) + longestPauseDays * 86_400_000).toISOString().slice(0, 10);
  const { day = '' } = act;
  const isDay = !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!isDay || day < dayAfter(today) || day > last) throw refuse('day-not-ahead', { field: 'day', params: { days: longestPauseDays } });
  return day;
};

/** A request waits for its answer with a clock of its own; where two wait, the first one's goes on until both are answered. @param other since when the other one waits */
const startAsking = async ({ client, vocabulary, order, now }: Acting, other: string | null): Promise<void> => {
  if (other === null) await startRequest(client, vocabulary, order.id, now);
};

const answered = async ({ client, order, now }: Acting, other: string | null): Promise<void> => {
  if (other === null) await meetClocks(client, order.id, ['request'], now);
};

/** More time or a pause: asked for by one person, given or refused by another. */
export const followRequest = async (acting: Acting): Promise<void> => {
  const { client, vocabulary, order, act, person, now } = acting;
  const by = person?.id ?? '';
  switch (act.action) {
    case 'ask_time':
      await requests.saveTimeAsked(client, order.id, now, by);
      return startAsking(acting, order.pauseAskedAt);
    case 'grant_time':
    case 'refuse_time':
      await requests.saveTimeAnswered(client, order.id, act.action === 'grant_time' ? now : null);
      return answered(acting, order.pauseAskedAt);
    case 'ask_pause':
      await requests.savePauseAsked(client, order.id, now, by, dayOf(acting));
      return startAsking(acting, order.timeAskedAt);
    case 'refuse_pause':
      await requests.savePauseRefused(client, order.id);
      return answered(acting, order.timeAskedAt);
    case 'grant_pause':
      await answered(acting, order.timeAskedAt);
      await requests.savePauseGranted(client, order.id);
      return pauseClocks(client, vocabulary, order.id, order.resumesOn ?? dayAfter(localDate(now, vocabulary.city.timeZone)), now);
    case 'resume':
      await requests.saveResumed(client, order.id);
      return resumeClocks(client, vocabulary, order, now);
    default:
  }
};
