import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { lockAssets } from '#db/queries/assets/asset-edits.ts';
import { lockNotice, putOffNotice, takeDueNotice } from '#db/queries/assets/ownership-notices.ts';
import type { Connection } from '#db/sql.ts';
import { decideNoticeDue } from '#domain/ownership-notice.ts';
import { later } from '#domain/timers.ts';
import type { App } from './app-type.ts';
import { type Doing, endNotice } from './ownership/learn-owner.ts';
import { takeStep } from './ownership/take-step.ts';
import { vocabularyOf } from './vocabulary.ts';

type City = Pick<Doing, 'timeZone' | 'units'>;

const workOne = async (client: Connection, city: City, now: string, taken: { id?: string }): Promise<boolean> => {
  const due = await takeDueNotice(client, now);
  const notice = due && (await lockNotice(client, due.id));
  if (!notice) return false;
  taken.id = notice.id;
  const [asset] = await lockAssets(client, [notice.assetId]);
  const decided = decideNoticeDue(notice, asset?.ownerId !== null, now);
  if (decided.step === 'remind') {
    await putOffNotice(client, notice.id, decided.dueAt);
    await takeStep(client, { noticeId: notice.id, at: now, step: 'remind', personId: null, unitId: null, note: null });
  } else if (asset) {
    const outcome = decided.step === 'unowned' ? 'unowned' : 'withdrawn';
    await endNotice({ client, personId: null, now, ...city }, notice, asset, { outcome, ownerId: null, step: decided.step, note: null });
  }
  return true;
};

const mostAtOnce = 1_000;
const putOffMs = 10 * 60_000;

/** One whose work fails is put off, and holds up none of those behind it. */
const workNext = async (app: App, city: City): Promise<boolean> => {
  const now = app.clock.now();
  const taken: { id?: string } = {};
  try {
    return await inTransaction(app.pool, (client) => workOne(client, city, now, taken));
  } catch (error) {
    if (taken.id === undefined) throw error;
    await putOffNotice(app.pool, taken.id, later(now, putOffMs));
    app.log.error({ notice: taken.id, code: stateOf(error) }, 'the work of a public notice failed');
    return true;
  }
};

/**
 * Works the public notices that are due: one transaction each, safe with several servers, exact after downtime, each by the units that there are then.
 * @param isClosing a server that is stopped waits for the notice that it is at @returns how many
 */
export const workNotices = async (app: App, isClosing: () => boolean = () => false): Promise<number> => {
  for (let worked = 0; worked < mostAtOnce; worked += 1) {
    if (isClosing()) return worked;
    const { city, units } = await vocabularyOf(app.pool);
    if (!(await workNext(app, { timeZone: city.timeZone, units }))) return worked;
  }
  return mostAtOnce;
};
