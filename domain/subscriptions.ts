import { covers, type Grant, type Located, reachOf } from './access.ts';
import { type NoticeKind, noticeKinds } from './notices.ts';

interface HeardEvent extends Located {
  readonly action: string;
  readonly orderId: string;
  readonly classCode: string | null;
  readonly doerId: string | null;
}

interface Follower {
  readonly personId: string;
  readonly orderId: string | null;
  readonly classCode: string | null;
  readonly grants: readonly Grant[];
  readonly cityCode: string;
}

export interface Followed<E, S> {
  /** Who asked for an event and may read its order now: each person once, by the order before its class. */
  readonly heard: readonly { readonly event: E; readonly by: S; readonly kind: NoticeKind }[];
  /** Who may not read an order any more that they followed. */
  readonly lost: readonly S[];
}

const isAbout = ({ orderId, classCode }: Follower, event: HeardEvent): boolean =>
  orderId === null ? classCode !== null && classCode === event.classCode : orderId === event.orderId;

const mayRead = ({ grants, cityCode }: Follower, event: HeardEvent): boolean => {
  const reach = reachOf(grants, 'orders.read', cityCode);
  return reach !== null && covers(reach, event);
};

/** Which followers an order's events reach, as their roles stand now. */
export const decideFollowed = <E extends HeardEvent, S extends Follower>(events: readonly E[], followers: readonly S[]): Followed<E, S> => {
  const inTurn = followers.toSorted((a, b) => Number(a.orderId === null) - Number(b.orderId === null));
  const about = events.flatMap((event) => inTurn.filter((by) => isAbout(by, event)).map((by) => ({ event, by })));
  const readable = about.filter(({ event, by }) => mayRead(by, event));
  const first = new Map(readable.toReversed().map((each) => [`${events.indexOf(each.event)} ${each.by.personId}`, each]));
  const heard = [...first.values()].map(({ event, by }) => ({
    event,
    by,
    kind: by.orderId === null ? ('subscribed-class' as const) : ('subscribed-order' as const),
  }));
  const lost = about.filter(({ event, by }) => by.orderId !== null && !mayRead(by, event)).map(({ by }) => by);
  return { heard, lost: [...new Set(lost)] };
};

/** Whether a person is told of it: not of what they did, and of a kind's own actions alone. */
export const isTold = ({ event, by, kind }: { readonly event: HeardEvent; readonly by: Follower; readonly kind: NoticeKind }): boolean =>
  event.doerId !== by.personId && noticeKinds[kind].actions.includes(event.action);
