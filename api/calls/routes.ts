import { inTransaction } from '#db/pool.ts';
import { findRosterUnit, holdRoster, listCallable, listShifts, replaceShifts } from '#db/queries/network/duty.ts';
import { covers, reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/calls.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';
import { forgetVocabulary } from '../vocabulary.ts';
import { acknowledge, callsOf } from './acknowledge.ts';

const told = (shifts: readonly contract.DutyShift[]) => JSON.stringify(shifts.map((s) => [s.personId, s.weekdays, s.fromTime, s.toTime, s.rank]));

/** Whether two rosters are one, shift by shift. */
const areSame = (one: readonly contract.DutyShift[], other: readonly contract.DutyShift[]): boolean => told(one) === told(other);

/** Refuses the roster of a unit that is not the person's own and does not lie where they dispatch. */
const requireRoster = async (app: App, unitId: string, given: Person | null): Promise<void> => {
  const person = knownPerson(given);
  const unit = await findRosterUnit(app.pool, unitId);
  if (!unit) throw refuse('unit-unknown', { field: 'unitId' });
  const reach = reachOf(person.grants, 'duty.edit', person.cityCode);
  const place = { districtCode: unit.parentCode ?? '', streetCode: unit.placeCode, unitIds: unit.kind === 'centre' ? [] : [unit.id] };
  if (!reach || !covers(reach, place)) throw refuse('outside-scope');
};

const roster = async (app: App, unitId: string) => ({ shifts: await listShifts(app.pool, unitId), people: await listCallable(app.pool, unitId) });

export const callsRoutes = (app: App): void => {
  serve(app, contract.listCalls, async ({ person }) => ({ calls: await callsOf(app.pool, knownPerson(person)) }));
  serve(app, contract.acknowledgeCall, async ({ params, person, now }) => ({ calls: await acknowledge(app, params.id, knownPerson(person), now) }));

  serve(app, contract.getDuty, async ({ params, person }) => {
    await requireRoster(app, params.unitId, person);
    return roster(app, params.unitId);
  });
  serve(app, contract.putDuty, async ({ params, body, person }) => {
    await requireRoster(app, params.unitId, person);
    await inTransaction(app.pool, async (client) => {
      if (!(await holdRoster(client, params.unitId))) throw refuse('unit-unknown', { field: 'unitId' });
      const callable = await listCallable(client, params.unitId);
      const stranger = body.shifts.findIndex((shift) => !callable.some(({ id }) => id === shift.personId));
      if (stranger >= 0) throw refuse('person-unknown', { field: `shifts/${stranger}/personId` });
      if (!areSame(await listShifts(client, params.unitId), body.seen)) throw refuse('roster-changed', { field: 'seen' });
      await replaceShifts(client, params.unitId, body.shifts);
    });
    forgetVocabulary(app.pool); // who keeps a roster stands in it
    return roster(app, params.unitId);
  });
};
