import { insertStep, type NewStep } from '#db/queries/assets/ownership-notices.ts';
import { insertStepNotices, listStepRecipients } from '#db/queries/messages/notices.ts';
import type { Connection } from '#db/sql.ts';
import { channelsOf, kindOfStep, noticeKinds } from '#domain/notices.ts';

/** Writes a step of a public notice, and tells whom it concerns, in the same transaction: claims are decided before their step is written. */
export const takeStep = async (client: Connection, step: NewStep): Promise<void> => {
  const stepId = await insertStep(client, step);
  const kind = kindOfStep(step.step);
  if (!kind) return;
  const made = (await listStepRecipients(client, stepId, kind, noticeKinds[kind].to)).flatMap(({ personId, chosen, email, mobile }) => {
    const channels = channelsOf(kind, chosen, { email, mobile });
    return channels.length === 0 ? [] : [{ personId, onPage: channels.includes('page'), messages: channels.filter((channel) => channel !== 'page') }];
  });
  if (made.length > 0) await insertStepNotices(client, stepId, kind, made, step.at);
};
