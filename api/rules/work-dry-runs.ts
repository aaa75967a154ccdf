import { inTransaction } from '#db/pool.ts';
import {
  type DryRunWork,
  failDryRun,
  insertChanges,
  listTriedOrders,
  moveDryRunOn,
  type NewChange,
  type TriedOrder,
  takeDryRun,
} from '#db/queries/network/dry-runs.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { livingAmong } from '#domain/dispatch.ts';
import { endedUnits, unitsAt } from '#domain/place-units.ts';
import { compareDispatch } from '#domain/try-rules.ts';
import type { App } from '../app-type.ts';
import { vocabularyOf } from '../vocabulary.ts';

/** So many orders in one transaction: a few hundred milliseconds, and no more than that is done twice after a crash. */
const atOnce = 2_000;

const compare = (vocabulary: Vocabulary, { rules }: DryRunWork, orders: readonly TriedOrder[]): NewChange[] => {
  const living = livingAmong(endedUnits(vocabulary.units));
  const at = unitsAt(vocabulary.units, vocabulary.city.code);
  return orders.flatMap(({ id, unitId, told, rule, of }) => {
    if (!of || unitId === null || !rule) return [];
    const change = compareDispatch({ rules, of, units: at(of), living }, { unitId, told });
    return change ? [{ ...change, orderId: id, fromUnit: unitId, fromRule: rule }] : [];
  });
};

const workPiece = async (app: App, vocabulary: Vocabulary, taken: { id?: string }): Promise<boolean> =>
  inTransaction(app.pool, async (client) => {
    const began = performance.now();
    delete taken.id; // the one before is done with
    const work = await takeDryRun(client);
    if (!work) return false;
    taken.id = work.id;
    const orders = await listTriedOrders(client, work, atOnce);
    const changes = compare(vocabulary, work, orders);
    if (changes.length > 0) await insertChanges(client, work.id, changes);
    const last = orders.at(-1);
    await moveDryRunOn(client, work.id, {
      last: last && orders.length === atOnce ? last : null,
      seen: orders.length,
      withoutCase: orders.filter(({ of, rule, unitId }) => !of || !rule || unitId === null).length,
      moved: changes.filter((change) => change.fromUnit !== change.toUnit).length,
      told: changes.filter((change) => change.fromUnit === change.toUnit).length,
      workedMs: Math.max(1, Math.round(performance.now() - began)),
      now: app.clock.now(),
    });
    return true;
  });

/**
 * Tries drafts on orders, piece by piece, until none waits. Safe with several servers; what a crash broke off goes on where it was. One
 * whose work fails says so and holds up no other. @param isClosing a server that is stopped waits for the piece that it is at; any server goes on from there
 */
export const workDryRuns = async (app: App, isClosing: () => boolean = () => false): Promise<void> => {
  const vocabulary = await vocabularyOf(app.pool);
  const taken: { id?: string } = {};
  try {
    while (!isClosing() && (await workPiece(app, vocabulary, taken))) await new Promise<void>((resolve) => setImmediate(resolve)); // others get their turn
  } catch (error) {
    if (taken.id !== undefined) await failDryRun(app.pool, taken.id, app.clock.now());
    throw error;
  }
};
