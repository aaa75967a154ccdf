import { type DoneByKey, findActByKey } from '#db/queries/orders/order-changes.ts';
import type { Connection } from '#db/sql.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import type { Act } from './decide-act.ts';

/** Acts whose event names the unit that was asked for. */
const toUnit: ReadonlySet<OrderAction> = new Set(['dispatch', 'decide_docket', 'hand_down', 'hand_across']);

/** What an act is about beside its order, each with what the event of the one before keeps of it. Its words and photos may be taken anew by a second try. */
const aboutOf = ({ action, unitId, reportId, orderId, assetId, personId, day }: Act, { details, ...done }: DoneByKey) => [
  ...(toUnit.has(action) ? [{ asked: unitId, kept: done.unitId }] : []),
  ...(action === 'send_crew' ? [{ asked: personId, kept: details['crewId'] }] : []),
  ...(action === 'ask_pause' ? [{ asked: day, kept: details['day'] }] : []),
  { asked: reportId, kept: details['reportId'] },
  { asked: orderId, kept: details['orderId'] },
  { asked: assetId, kept: details['assetId'] },
];

const isSame = (act: Act, done: DoneByKey, person: Person): boolean =>
  done.action === act.action &&
  done.personId === person.id &&
  aboutOf(act, done).every(({ asked, kept }) => asked === undefined || kept === undefined || asked === kept);

/**
 * Whether an act came before: whose answer was lost sends it again.
 * @throws HttpError idempotency-key-reused where its key stands for another act, of another or about another unit, report, order, asset, person or day: told as done it would be lost
 */
export const isDone = async (client: Connection, act: Act, person: Person): Promise<boolean> => {
  const done = act.key === undefined ? undefined : await findActByKey(client, act.id, act.key);
  if (done && !isSame(act, done, person)) throw refuse('idempotency-key-reused', { field: 'key' });
  return done !== undefined;
};
