import { inTransaction } from '#db/pool.ts';
import { insertSettingChanges, listSettingChanges, lockCitySettings, mergeCitySettings } from '#db/queries/places/city-settings.ts';
import type { Connection } from '#db/sql.ts';
import { cityNumber, cityNumberNames, cityNumbers, decideCityNumbers } from '#domain/city-numbers.ts';
import * as contract from '#domain/contract/city-numbers.ts';
import type { App, Person } from '../app-type.ts';
import { accepted } from '../errors.ts';
import { serve } from '../serve.ts';
import { forgetVocabulary, vocabularyOf } from '../vocabulary.ts';
import { editor, mayEdit } from './editor.ts';

const tell = async (connection: Connection, settings: Readonly<Record<string, unknown>>, person: Person | null): Promise<contract.CityNumbers> => ({
  numbers: cityNumberNames.map((name) => {
    const { standard, least, most, unit } = cityNumbers[name];
    return { name, value: cityNumber(settings, name), standard, least, most, unit };
  }),
  changes: await listSettingChanges(connection),
  mayEdit: mayEdit(person),
});

/** The city's numbers: read by whoever reads its rules, set by who keeps the whole of it. */
export const cityNumbersRoutes = (app: App): void => {
  serve(app, contract.getCityNumbers, async ({ person }) => tell(app.pool, (await vocabularyOf(app.pool)).city.settings, person));

  serve(app, contract.putCityNumbers, async ({ body, person: given, now }) => {
    const person = editor(given);
    const told = await inTransaction(app.pool, async (client) => {
      const settings = await lockCitySettings(client);
      const patch = accepted(decideCityNumbers(settings, body.changes));
      await mergeCitySettings(client, patch);
      await insertSettingChanges(client, { personId: person.id, at: now, changes: body.changes });
      return tell(client, { ...settings, ...patch }, person);
    });
    forgetVocabulary(app.pool);
    return told;
  });
};
