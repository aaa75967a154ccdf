import { inTransaction } from '#db/pool.ts';
import { getChoices, listNotices, markRead, saveChoices } from '#db/queries/messages/notices.ts';
import * as contract from '#domain/contract/notices.ts';
import { kindsFor, noticeKinds } from '#domain/notices.ts';
import type { App } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { ownSession } from '../own-session.ts';
import { serve } from '../serve.ts';

export const noticesRoutes = (app: App): void => {
  const { pool } = app;
  const choicesOf = async (personId: string): Promise<contract.ChoicesTold> => {
    const { chosen, held, ...rest } = await getChoices(pool, personId);
    const channelsFor = new Map(chosen.map(({ kind, channels }) => [kind, channels]));
    return {
      ...rest,
      sent: [...app.sends],
      choices: kindsFor(held).map((kind) => ({ kind, channels: [...(channelsFor.get(kind) ?? noticeKinds[kind].standard)] })),
    };
  };

  serve(app, contract.listNotices, ({ person }) => listNotices(pool, knownPerson(person).id));

  serve(app, contract.readNotices, async ({ body, person, now }) => {
    const { id } = knownPerson(person);
    await markRead(pool, id, body.upTo, now);
    return listNotices(pool, id);
  });

  serve(app, contract.getNoticeChoices, ({ request }) => choicesOf(ownSession(request).person.id));

  serve(app, contract.putNoticeChoices, async ({ body, request }) => {
    const { person } = ownSession(request); // a leaked token must not have a person's notices sent elsewhere
    await inTransaction(pool, (client) => saveChoices(client, person.id, body));
    return choicesOf(person.id);
  });
};
