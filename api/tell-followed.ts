import { findFollowed } from '#db/queries/orders/follows.ts';
import { listStoryEvents } from '#db/queries/reports/reports.ts';
import type { Connection } from '#db/sql.ts';
import type { ReportStory } from '#domain/contract/reports.ts';

/** No report has it: what concerns one caller alone is told to no follower. */
const nobodysReport = '0';

/** A neighbour's report as its follower sees it: how it stands and what happened, never their words, photos, answer or person; undefined for a number that follows nothing. */
export const tellFollowed = async (
  connection: Connection,
  number: string,
  told: { readonly actions: readonly string[]; readonly ofOne: readonly string[] },
): Promise<ReportStory | undefined> => {
  const found = await findFollowed(connection, number);
  if (!found) return undefined;
  const { orderId, kindCode, kindName, isEmergency, street, district, ...rest } = found;
  return {
    ...rest,
    state: rest.state === 'contacted' ? 'signed' : rest.state,
    kind: { code: kindCode, name: kindName },
    place: { street, district },
    text: '',
    contactDueAt: null,
    contactedAt: null,
    hasContact: false,
    reply: null,
    photos: [],
    additions: [],
    mayAdd: false,
    replyPhotos: [],
    events: await listStoryEvents(connection, { orderId, reportId: nobodysReport }, told),
    mayJudge: false,
    judged: null,
    emergency: isEmergency,
    isFollowed: true,
  };
};
