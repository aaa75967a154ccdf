import { noteLookAtNumber } from '#db/queries/people/looks.ts';
import { listOrderPhotos, type PhotoRow } from '#db/queries/reports/photos.ts';
import { findStory, listStoryEvents, type StoryEventRow, type StoryRow } from '#db/queries/reports/reports.ts';
import type { Connection } from '#db/sql.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { decideAddition } from '#domain/report-additions.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import type { Person } from './app-type.ts';
import { accepted, refuse } from './errors.ts';
import { lookOf } from './look-of.ts';
import { tellFollowed } from './tell-followed.ts';

/** What a citizen is told of: who was warned or called in between is the units' own affair. */
const told = [
  'receive',
  'join',
  'absorb',
  'split_from',
  'unmerge',
  'dispatch',
  'sign',
  'contact',
  'start',
  'send_crew',
  'acknowledge',
  'arrive',
  'secure',
  'resolve',
  'return',
  'rework',
  'close',
  'void',
  'answer',
  'hand_up',
  'hand_down',
  'hand_across',
  'decide_docket',
  'grant_time',
  'grant_pause',
  'resume',
  'check',
  'call_back',
  'not_solved',
  'reopen',
  'supervise',
  'add',
];

/** What concerns one caller alone: whether they were contacted, what they judged and what they added. */
const ofOne = ['contact', 'call_back', 'add'];

/** The order's state as one caller lives it: another one was contacted, they were not yet. */
const ownState = ({ state, contactedAt }: { readonly state: OrderState; readonly contactedAt: string | null }): OrderState =>
  state === 'contacted' && contactedAt === null ? 'signed' : state;

/** Whether its reporter has a say now: the table gives a caller a move. */
const mayJudge = (state: OrderState): boolean => Object.values(orderTransitions[state]).some((move) => move.by.includes('caller'));

const notFound = (): never => {
  throw refuse('not-found', { field: 'number' });
};

/** A report's row, its order's photos and what happened, put together as its holder sees them. Other callers' photos of the same incident are theirs, not shown. */
export const storyOf = (row: StoryRow, photos: readonly PhotoRow[], events: readonly StoryEventRow[]): ReportStory => {
  const { reportId, orderId: _order, kindCode, kindName, isEmergency, isErased, street, district, ...rest } = row;
  const shown = (of: typeof photos) => of.map(({ id, width, height }) => ({ id, width, height, url: `/api/v1/reports/${rest.number}/photos/${id}` }));
  const own = (of: typeof photos) => shown(of).map((photo, i) => ({ ...photo, erasedAt: of[i]?.erasedAt ?? null }));
  const additions = row.additions.map(({ id, ...said }) => ({ ...said, photos: own(photos.filter((p) => p.additionId === id)) }));
  return {
    ...rest,
    state: ownState(rest),
    kind: { code: kindCode, name: kindName },
    place: { street, district },
    photos: own(photos.filter((p) => p.reportId === reportId && p.additionId === null)),
    additions,
    mayAdd: decideAddition({ state: rest.state, additions: additions.length, isErased }).ok,
    replyPhotos: shown(photos.filter((p) => p.ofReply)),
    events: [...events],
    mayJudge: mayJudge(rest.state),
    emergency: isEmergency,
    isFollowed: false,
  };
};

/** What a report's holder sees of it, or a follower of it. */
export const tellStory = async (connection: Connection, typed: string): Promise<ReportStory> => {
  const number = accepted(parseReportNumber(typed));
  const story = await findStory(connection, number);
  if (!story) return (await tellFollowed(connection, number, { actions: told, ofOne })) ?? notFound();
  const { reportId, orderId } = story;
  const [photos, events] = await Promise.all([
    listOrderPhotos(connection, orderId),
    listStoryEvents(connection, { orderId, reportId }, { actions: told, ofOne }),
  ]);
  return storyOf(story, photos, events);
};

/** Who asks for a story, and when. */
export interface Reading {
  readonly person: Person | null;
  readonly now: string;
}

/** As tellStory, for who comes with the number: whoever is signed in is a member of staff, and looks at a caller's words. */
export const readStory = async (connection: Connection, typed: string, { person, now }: Reading): Promise<ReportStory> => {
  const story = await tellStory(connection, typed);
  if (person && !story.isFollowed) await noteLookAtNumber(connection, story.number, lookOf(person, 'number', now));
  return story;
};
