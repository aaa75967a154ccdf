import { type Granted, type LocatedOrder, mayRead } from './access.ts';
import { type NoticeKind, noticeKinds } from './notices.ts';

interface HeardEvent extends LocatedOrder {
  readonly action: string;
  readonly orderId: string;
  readonly classCode: string | null;
  readonly doerId: string | null;
}

interface Follower extends Granted {
  readonly personId: string;
  readonly orderId: string | null;
  readonly classCode: string | null;
}

export interface Followed<E, S> {
  /** Who asked for an event and may read its order now: each person once, by the order before its class. */
  readonly heard: readonly { readonly event: E; readonly by: S; readonly kind: NoticeKind }[];
  /** Who may not read an order any more that they followed. */
  readonly lost: readonly S[];
}

const isAbout = ({ orderId, classCode }: Follower, event: HeardEvent): boolean =>
  orderId === null ? classCode !== null && classCode === event.classCode : orderId === event.orderId;

/** Which followers an order's events reach, as their roles stand now. */
export const decideFollowed = <E extends HeardEvent, S extends Follower>(events: readonly E[], followers: readonly S[]): Followed<E, S> => {
  const lost = new Set<S>();
  const heard = events.flatMap((event) => {
    const about = followers.filter((by) => isAbout(by, event));
    const readable = about.filter((by) => mayRead(by, event));
    for (const by of about) if (by.orderId !== null && !readable.includes(by)) lost.add(by);
    const byOrder = new Set(readable.flatMap(({ orderId, personId }) => (orderId === null ? [] : [personId])));
    return readable
      .filter(({ orderId, personId }) => orderId !== null || !byOrder.has(personId))
      .map((by) => ({ event, by, kind: by.orderId === null ? ('subscribed-class' as const) : ('subscribed-order' as const) }));
  });
  return { heard, lost: [...lost] };
};

/** Whether a person is told of it: not of what they did, and of a kind's own actions alone. */
export const isTold = ({ event, by, kind }: { readonly event: HeardEvent; readonly by: Follower; readonly kind: NoticeKind }): boolean =>
  event.doerId !== by.personId && noticeKinds[kind].actions.includes(event.action);
