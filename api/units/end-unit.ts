import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { insertUnitChange } from '#db/queries/network/network-units.ts';
import {
  type Ending,
  endUnit,
  holdLeft,
  isNamedByAssets,
  listUnsettled,
  moveAssets,
  moveCases,
  moveNotices,
  moveOrders,
  movePeople,
  settleEnding,
  takeEnding,
} from '#db/queries/network/unit-endings.ts';
import type { Connection } from '#db/sql.ts';
import { livingIn } from '#domain/living-unit.ts';
import { localDate } from '#domain/local-time.ts';
import { decideEnding } from '#domain/unit-edit.ts';
import { isBelow } from '#domain/unit-levels.ts';
import type { App, Person } from '../app-type.ts';
import { accepted } from '../errors.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { heldUnit, holdGround, requireKept, saidWhy } from './keep-unit.ts';

/** Ends a unit that another follows: open orders, cases of bill and blame, roster, people and what stood below it go there at once, its wells after it. */
export const closeUnit = async (
  client: Connection,
  given: Person | null,
  { unitId, version, successorId, why }: { unitId: string; version: number; successorId: string; why: string },
  now: string,
): Promise<void> => {
  const words = saidWhy(why);
  const ground = await holdGround(client);
  const unit = heldUnit(given, ground, unitId, version);
  const heir = accepted(decideEnding(unit, successorId, ground));
  const by = requireKept(given, ground, heir.placeCode);
  const ending: Ending = { unitId, heirId: heir.id, at: now, personId: by.id, why: words };
  await endUnit(client, ending, isBelow(ground.units, heir.id, unitId));
  await movePeople(client, ending);
  await moveNotices(client, ending);
  const left = await holdLeft(client, unitId);
  await moveCases(client, left.all, ending);
  await moveOrders(client, left.open, ending);
  const changes = [{ field: 'successorId', before: '', after: heir.id }];
  await insertUnitChange(client, { unitId, at: now, personId: by.id, action: 'closed', version: version + 1, changes, why: words });
};

/** Another server knows of an ending two seconds later, and what it opened meanwhile still names the unit: so long is looked again. */
const looksAgainMs = 60_000;
/** Wells written in one transaction. */
const batch = 1_000;

/** Goes on with one unit that ended: what reached it in its last seconds, then a batch of its wells. @returns whether there are more wells */
const settleOne = async (app: App, unitId: string): Promise<boolean> => {
  const { units, city } = await vocabularyOf(app.pool);
  const now = app.clock.now();
  const heirId = livingIn(units, unitId);
  if (heirId === null || heirId === unitId) return false;
  return inTransaction(app.pool, async (client) => {
    const taken = await takeEnding(client, unitId);
    if (!taken) return false;
    const ending = { ...taken, unitId, heirId, at: now };
    const left = await holdLeft(client, unitId);
    await moveCases(client, left.all, ending);
    await moveOrders(client, left.open, ending);
    const wells = await moveAssets(client, { ...ending, on: localDate(now, city.timeZone), most: batch });
    // None that is free says nothing of those that an import or an editor holds just now.
    const isOld = wells === 0 && Date.parse(now) - Date.parse(taken.endedAt) > looksAgainMs;
    if (isOld && !(await isNamedByAssets(client, unitId))) await settleEnding(client, unitId, now);
    return wells > 0;
  });
};

/** One that fails is tried again by the next run, and holds up no other. */
const trySettle = async (app: App, unitId: string): Promise<boolean> => {
  try {
    return await settleOne(app, unitId);
  } catch (error) {
    app.log.error({ unitId, code: stateOf(error) }, 'the ending of a unit failed');
    return false;
  }
};

/**
 * Units that ended, until nothing that is still open names them: a batch of each in turn, so that one with a million wells lets the others
 * through. @param isClosing a server that is stopped waits for the batch that it is at; any server goes on from there
 */
export const settleUnits = async (app: App, isClosing: () => boolean = () => false): Promise<void> => {
  let open = await listUnsettled(app.pool);
  while (open.length > 0) {
    const more: string[] = [];
    for (const unitId of open) {
      if (isClosing()) return;
      if (await trySettle(app, unitId)) more.push(unitId);
    }
    open = more;
  }
};
