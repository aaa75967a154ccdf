import { countInReach, findHandover, insertHandover, listHandovers, listPlaceNames, markTaken } from '#db/queries/orders/handovers.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import * as contract from '#domain/contract/handovers.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';

/** The places whose centre the person dispatches for, and how far they see. */
const shiftOf = (person: Person): { places: readonly string[]; reach: Reach } => {
  const reach = reachOf(person.grants, 'orders.dispatch', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  return { places: [...reach.placeCodes, ...(reach.city ? [person.cityCode] : [])], reach };
};

const tell = async (app: App, person: Person): Promise<contract.Handovers> => {
  const { places, reach } = shiftOf(person);
  const [named, handovers] = await Promise.all([listPlaceNames(app.pool, places), listHandovers(app.pool, places, reach, person.id)]);
  return { places: named, handovers };
};

export const handoversRoutes = (app: App): void => {
  serve(app, contract.listHandovers, ({ person }) => tell(app, knownPerson(person)));

  serve(app, contract.createHandover, async ({ body: { placeCode, note, orderIds }, person: asker, now }) => {
    const person = knownPerson(asker);
    const { places, reach } = shiftOf(person);
    if (!places.includes(placeCode)) throw refuse('outside-scope', { field: 'placeCode' });
    if ((await countInReach(app.pool, orderIds, reach)) < orderIds.length) throw refuse('not-found', { field: 'orderIds' });
    const own: Reach = { city: placeCode === person.cityCode, placeCodes: [placeCode], unitIds: [] };
    const words = accepted(decideText(note, 'note', 2000));
    if (words === '') throw refuse('note-missing', { field: 'note' });
    await insertHandover(app.pool, { placeCode, personId: person.id, at: now, note: words, orderIds }, own);
    return tell(app, person);
  });

  serve(app, contract.takeHandover, async ({ params, person: asker, now }) => {
    const person = knownPerson(asker);
    const found = await findHandover(app.pool, params.id);
    if (!found || !shiftOf(person).places.includes(found.placeCode)) throw refuse('outside-scope');
    await markTaken(app.pool, params.id, person.id, now);
    return tell(app, person);
  });
};
