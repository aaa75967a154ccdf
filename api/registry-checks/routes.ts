import { findOwnerEvidence, listDoubtedWells, listShiftNames, listSurveyMisses } from '#db/queries/assets/registry-checks.ts';
import { type Permission, type Reach, reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/registry-checks.ts';
import { believeOwner } from '#domain/registry-checks/owner-belief.ts';
import { findShifts } from '#domain/registry-checks/survey-shifts.ts';
import { savedByVerifying } from '#domain/registry-checks/verify-next.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { contextOf } from '../match-report.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';

const reachFor = (given: Person | null, permission: Permission): Reach => {
  const person = knownPerson(given);
  const reach = reachOf(person.grants, permission, person.cityCode);
  if (!reach) throw refuse('forbidden');
  return reach;
};

const decimetres = (metres: number) => Math.round(metres * 10) / 10;

const tellShifts = async (app: App, reach: Reach): Promise<contract.SurveyShift[]> => {
  const shifts = findShifts(await listSurveyMisses(app.pool, reach));
  const keys = (by: 'street' | 'import') => shifts.filter((shift) => shift.by === by).map(({ key }) => key);
  const names = await listShiftNames(app.pool, keys('street'), keys('import'));
  return shifts.map((shift) => ({
    ...shift,
    name: names.get(`${shift.by} ${shift.key}`) ?? { zh: shift.key, en: shift.key },
    eastM: decimetres(shift.eastM),
    northM: decimetres(shift.northM),
  }));
};

const pageSize = 50;
const ofEachDistrict = 60;

const rankWells = async (app: App, reach: Reach): Promise<contract.WellToVerify[]> => {
  const { priors } = contextOf(await vocabularyOf(app.pool));
  const wells = (await listDoubtedWells(app.pool, reach, ofEachDistrict)).map((well) => {
    const { probability, reasons } = believeOwner(well);
    const { id, className, owner, street, address, position } = well;
    const savesMinutes = Math.round(savedByVerifying({ ...well, probability }, priors) * 1000) / 1000;
    return { id, className, owner, street, address, position, probability, savesMinutes, reasons: [...reasons] };
  });
  return wells.sort((a, b) => b.savesMinutes - a.savesMinutes || (a.id < b.id ? -1 : 1));
};

export const registryChecksRoutes = (app: App): void => {
  serve(app, contract.listSurveyShifts, async ({ person }) => ({ shifts: await tellShifts(app, reachFor(person, 'assets.register')) }));
  serve(app, contract.listWellsToVerify, async ({ person, query: { from = 0 } }) => {
    const wells = await rankWells(app, reachFor(person, 'assets.register'));
    return { wells: wells.slice(from, from + pageSize), next: wells.length > from + pageSize ? from + pageSize : null };
  });
  serve(app, contract.getOwnerBelief, async ({ params }) => {
    const found = await findOwnerEvidence(app.pool, params.id);
    if (!found) return null;
    const { probability, reasons } = believeOwner(found);
    return { probability, reasons: [...reasons] };
  });
};
