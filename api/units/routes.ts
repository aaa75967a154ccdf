import { inTransaction } from '#db/pool.ts';
import { listNetworkUnits } from '#db/queries/network/network-units.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/network-units.ts';
import type { App, Person } from '../app-type.ts';
import { serve } from '../serve.ts';
import { forgetVocabulary } from '../vocabulary.ts';
import { closeUnit } from './end-unit.ts';
import { addUnit, changeUnit, tellUnit } from './keep-unit.ts';

const most = 100;

const isKeeper = (person: Person | null): boolean => person !== null && reachOf(person.grants, 'units.edit', person.cityCode) !== null;

/** The city's units: read by whoever reads its rules, kept by administrators within their place. */
export const unitsRoutes = (app: App): void => {
  const kept = async (person: Person | null, unitId: string, work: (client: Connection) => Promise<void>) => {
    const told = await inTransaction(app.pool, async (client) => {
      await work(client);
      return tellUnit(client, unitId, person);
    });
    forgetVocabulary(app.pool);
    return told;
  };

  serve(app, contract.listNetworkUnits, async ({ query, person }) => {
    const found = await listNetworkUnits(app.pool, { q: query.q?.trim() ?? '', kind: query.kind ?? null, ended: query.ended === true, limit: most + 1 });
    return { units: found.slice(0, most), isWhole: found.length <= most, mayEdit: isKeeper(person) };
  });
  serve(app, contract.getNetworkUnit, ({ params, person }) => tellUnit(app.pool, params.unitId, person));
  serve(app, contract.addUnit, ({ body, person, now }) => kept(person, body.id, (client) => addUnit(client, person, body, now)));
  serve(app, contract.changeUnit, ({ params: { unitId }, body, person, now }) =>
    kept(person, unitId, (client) => changeUnit(client, person, { ...body, unitId }, now)),
  );
  serve(app, contract.closeUnit, ({ params: { unitId }, body, person, now }) =>
    kept(person, unitId, (client) => closeUnit(client, person, { ...body, unitId }, now)),
  );
};
