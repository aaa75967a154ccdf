import { findPreferences, savePreferences } from '#db/queries/people/preferences.ts';
import * as contract from '#domain/contract/preferences.ts';
import { standardPreferences } from '#domain/preferences.ts';
import type { App } from '../app-type.ts';
import { ownSession } from '../own-session.ts';
import { serve } from '../serve.ts';

export const preferencesRoutes = (app: App): void => {
  // What was kept by an older program lacks what came later: that is as the standard has it.
  serve(app, contract.getPreferences, async ({ request }) => ({
    ...standardPreferences,
    ...(await findPreferences(app.pool, ownSession(request).person.id)),
  }));
  serve(app, contract.putPreferences, async ({ body, request }) => {
    await savePreferences(app.pool, ownSession(request).person.id, body);
    return body;
  });
};
