import { flushReports } from './flush.ts';
import { listWaiting } from './store.ts';

const everyMs = 20_000;

/** Sends what waits whenever there may be a signal again: at the start, when the device says so, when the page is looked at, and now and then. */
export const startSending = (): void => {
  const attempt = () => void flushReports().catch(() => undefined); // a private window keeps nothing: nothing waits in it
  attempt();
  addEventListener('online', attempt);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && attempt());
  setInterval(async () => {
    const waits = await listWaiting().catch(() => []);
    if (waits.some(({ state }) => state === 'waiting')) attempt();
  }, everyMs);
};
