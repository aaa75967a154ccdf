import type { Client } from '#db/pool.ts';
import { insertPastPhotos, type PastPhoto } from '#db/queries/seeding/past.ts';
import { isOver } from '#domain/order-transitions.ts';
import { randomOf } from '../random.ts';
import { drawPictures, type Picture, type Scene, scenes } from './draw-pictures.ts';
import { pastModel } from './past-model.ts';
import type { PastOrder } from './past-rows.ts';

type Staff = ReadonlyMap<string, string>;

/** What a caller's photo of a kind of problem shows. */
const sceneOf = (kind: string): Scene => (/missing/.test(kind) ? 'open' : /broken|sunken/.test(kind) ? 'broken' : 'worn');

const shown = { resolve: ['reply', 'mended'], return: ['evidence', 'plan'], secure: ['secured', 'fenced'] } as const satisfies Readonly<
  Record<string, readonly [shows: 'reply' | 'evidence' | 'secured', scene: Scene]>
>;

/** The photos of one order: its first caller's, and one of each step that asks for it. The last reply alone is shown, as work done again replaces it. */
const photosOf = ({ story, kind, reports }: PastOrder, id: number, firstReport: number, staff: Staff): PastPhoto[] => {
  const lastReply = story.events.findLastIndex(({ action }) => action === 'resolve');
  const steps = story.events.flatMap(({ action, at, byUnit }, nth): PastPhoto[] => {
    const what = action in shown ? shown[action as keyof typeof shown] : undefined;
    if (!what || (action === 'resolve' && (nth !== lastReply || story.repairedAt === null))) return [];
    return [{ reportId: null, orderId: id, at, personId: staff.get(byUnit ?? '') ?? null, shows: what[0], scene: what[1] }];
  });
  const [first] = reports;
  return first ? [{ reportId: firstReport, orderId: null, at: first.at, personId: null, shows: null, scene: sceneOf(kind.code) }, ...steps] : steps;
};

/** Reports are numbered by their time: the first of each order. */
const firstReportsOf = (orders: readonly PastOrder[]): ReadonlyMap<number, number> => {
  const all = orders.flatMap(({ reports }, i) => reports.map(({ at }) => ({ at, order: i + 1 }))).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = new Map<number, number>();
  for (const [i, { order }] of all.entries()) if (!first.has(order)) first.set(order, i + 1);
  return first;
};

/** Gives some of the orders their photos, open ones before others, since those are looked at. @returns the pictures that stand for them */
export const layPhotos = async (client: Client, orders: readonly PastOrder[], seed: number, staff: Staff): Promise<Readonly<Record<Scene, Picture>>> => {
  const pictures = await drawPictures();
  const firstReports = firstReportsOf(orders);
  const share = Math.min(pastModel.photographed, pastModel.mostPhotographed / Math.max(1, orders.length));
  const photos = orders.flatMap((order, i) => {
    if (order.kind.about !== 'well') return []; // the pictures show covers
    const isChosen = randomOf(seed, 'past photos', i)() < share * (isOver(order.story.state) ? 1 : pastModel.openPhotographed);
    return isChosen ? photosOf(order, i + 1, firstReports.get(i + 1) ?? 0, staff) : [];
  });
  await insertPastPhotos(client, pictures, scenes, photos);
  return pictures;
};
