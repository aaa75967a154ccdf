import type { App } from './app-type.ts';

/** So long a server that closes waits for requests under way; whoever is slower is cut off, and was acknowledged nothing. */
const drainMs = 3_000;

const sweepEveryMs = 50;

/**
 * A server that closes waits for its sockets, of which some never end by themselves: those that become idle only after it began (a request
 * answered meanwhile) are kept alive for more than a minute, and who sends half a request or reads nothing holds one for ever.
 */
export const closeInTime = (app: App): void => {
  app.addHook('preClose', async () => {
    const { server } = app;
    if (!server.listening) return;
    const sweeping = setInterval(() => server.closeIdleConnections(), sweepEveryMs);
    const cutting = setTimeout(() => server.closeAllConnections(), drainMs);
    server.once('close', () => {
      clearInterval(sweeping);
      clearTimeout(cutting);
    });
  });
};
