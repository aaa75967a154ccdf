import { watchOrders } from '#domain/contract/orders.ts';
import { watchReport } from '#domain/contract/reports.ts';
import type { App } from '../app-type.ts';
import { serve } from '../serve.ts';
import { openChangeFeed } from './change-feed.ts';
import { openSeats } from './seats.ts';
import { streamOrders } from './watch-orders.ts';
import { streamReport } from './watch-report.ts';

export const liveRoutes = (app: App): void => {
  const feed = openChangeFeed(app);
  const seats = openSeats();
  const live = { exposeHeadRoute: false }; // a HEAD would take a seat and never be answered
  serve(app, watchOrders, (call) => streamOrders(call, feed, seats), live);
  serve(app, watchReport, (call) => streamReport(call, feed, seats), live);
  // Before the server waits for its connections to end, which these would never do by themselves.
  app.addHook('preClose', async () => feed.close());
};
