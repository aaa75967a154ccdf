import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchOrders } from '../../../api/jobs.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { report } from '../../support/thread.ts';

const cried: string[] = [];
let test: TestApp;
beforeAll(async () => {
  test = await startApp({ logger: { level: 'error', stream: { write: (line: string) => cried.push(line) } } });
});
afterAll(() => test.close());

it('what fell due while no server ran is no alarm at the first look; what is late still at the next one is, until it is worked', async () => {
  const plate = await aWell(test.database.pool, { lon: 120.003, lat: 30.01 });
  await report(test.app, aReport({ plate, channel: 'plate' }));
  test.setNow('2026-12-23T02:00:00.000Z');
  const look = watchOrders();
  await look(test.app);
  expect(cried).toEqual([]);
  await look(test.app);
  expect(cried).toEqual([expect.stringContaining('timers are not worked in time')]);
  while ((await workTimers(test.app)) > 0);
  await look(test.app);
  await look(test.app);
  expect(cried).toHaveLength(1);
});
