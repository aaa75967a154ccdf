import { Counter, Gauge, type Registry } from 'prom-client';
import { listScarceRanges } from '#db/queries/assets/serials.ts';
import { countStoppedClients } from '#db/queries/people/watched-clients.ts';
import { countOpenOrders } from '#db/queries/service/health.ts';
import { scarceBelow } from '#domain/contract/serials.ts';
import type { App } from '../app-type.ts';

/** Figures read when they are asked for: open orders, overdue ones, the pool's connections, the process's memory. */
export const addGauges = (app: App, registry: Registry): void => {
  const registers = [registry];
  const orders = new Gauge({ name: 'jingzheng_orders_open', help: 'Orders not closed or void', labelNames: ['state'] as const, registers });
  const overdue = new Gauge({
    name: 'jingzheng_orders_overdue',
    help: 'Open orders past their soonest deadline',
    registers,
    collect: async () => {
      const counts = await countOpenOrders(app.pool, app.clock.now());
      orders.reset();
      for (const { state, open } of counts) orders.set({ state }, open);
      overdue.set(counts.reduce((sum, row) => sum + row.overdue, 0));
    },
  });
  const connections = new Gauge({
    name: 'jingzheng_pool_connections',
    help: 'Database connections by what they do',
    labelNames: ['state'] as const,
    registers,
    collect: () => {
      connections.set({ state: 'idle' }, app.pool.idleCount);
      connections.set({ state: 'busy' }, app.pool.totalCount - app.pool.idleCount);
      connections.set({ state: 'waiting' }, app.pool.waitingCount);
    },
  });
  const memory: Gauge = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory',
    registers,
    collect: () => memory.set(process.memoryUsage.rss()),
  });
  addHarvestGauges(app, registers);
  addSerialGauge(app, registers);
};

/** Who copied the registry and was stopped: since this process began, and everywhere just now. */
const addHarvestGauges = (app: App, registers: Registry[]): void => {
  const stops: Counter<'watched' | 'reason'> = new Counter({
    name: 'jingzheng_harvest_stops_total',
    help: 'Clients whose look-ups were stopped, by what they are and why',
    labelNames: ['watched', 'reason'] as const,
    registers,
    collect: () => {
      stops.reset();
      for (const [key, times] of app.watch.stops) {
        const [watched = '', reason = ''] = key.split(' ');
        stops.inc({ watched, reason }, times);
      }
    },
  });
  const stopped: Gauge<'watched'> = new Gauge({
    name: 'jingzheng_harvest_stopped_now',
    help: 'Clients whose look-ups are stopped now',
    labelNames: ['watched'] as const,
    registers,
    collect: async () => {
      stopped.reset();
      for (const row of await countStoppedClients(app.pool, app.clock.now())) stopped.set({ watched: row.watched }, row.stopped);
    },
  });
};

/** Long before a range of numbers runs full: a registrar can ask for another class or district code in time. */
const addSerialGauge = (app: App, registers: Registry[]): void => {
  const left: Gauge<'range'> = new Gauge({
    name: 'jingzheng_serials_left',
    help: 'Numbers left to mint, of ranges (district and class) that have less than a tenth left',
    labelNames: ['range'] as const,
    registers,
    collect: async () => {
      left.reset();
      for (const range of await listScarceRanges(app.pool, scarceBelow, { city: true, placeCodes: [], unitIds: [] }))
        left.set({ range: range.prefix }, range.left);
    },
  });
};
