import { copyRows } from '#db/copy.ts';
import type { Client } from '#db/pool.ts';
import { insertPastStaff, listPastKinds, listPastUnits, listTargets, moveNumbersOn, type PastKind, type PastTarget } from '#db/queries/seeding/past.ts';
import { calendarOf } from '#domain/calendar.ts';
import type { ClockInput } from '#domain/clocks.ts';
import { localDate, localTime } from '#domain/local-time.ts';
import { endedUnits, unitsAt } from '#domain/place-units.ts';
import { standardClocks } from '#domain/standard-clocks.ts';
import { later } from '#domain/timers.ts';
import type { CityFolder } from '../city-folder.ts';
import { pick, pickWeighted, type Random, randomOf } from '../random.ts';
import { drawTimes } from './draw-reports.ts';
import { contactFurther } from './further-callers.ts';
import { layNotices } from './lay-notices.ts';
import { layPhotos } from './lay-photos.ts';
import { liveStory } from './live-story.ts';
import { clocksFor, drawHow, matchOf, openPast } from './open-past.ts';
import { pastModel } from './past-model.ts';
import { type PastOrder, type PastReport, pastTables } from './past-rows.ts';
import { beginStory, type Clocks } from './story.ts';

export interface Past {
  /** The past ends here: nothing of it lies later but what is still due. */
  readonly until: string;
  readonly seed: number;
  readonly assets: number;
}

const countingOf = ({ city }: CityFolder) => ({
  calendar: calendarOf(city.calendar, city.settings['calendarYears']),
  timeZone: city.timeZone,
  settings: { ...standardClocks, ...city.settings } as ClockInput['settings'],
});

const quarterMs = 900_000;

/** Whether a desk is staffed: from eight to six on a day that is worked. Each quarter of an hour is asked once, not by each of the orders. */
const openHours = ({ calendar, timeZone }: ReturnType<typeof countingOf>) => {
  const known = new Map<number, boolean>();
  const ask = (at: string): boolean => {
    const hour = Number(localTime(at, timeZone).slice(0, 2));
    return hour >= 8 && hour < 18 && calendar.kindOfDay(localDate(at, timeZone)) !== 'rest';
  };
  return (at: string): boolean => {
    const quarter = Math.floor(Date.parse(at) / quarterMs);
    const isOpen = known.get(quarter) ?? ask(new Date(quarter * quarterMs).toISOString());
    known.set(quarter, isOpen);
    return isOpen;
  };
};

/** The next moment at which a desk is staffed. */
const atWork =
  (isOpen: (at: string) => boolean, random: Random) =>
  (from: string): string => {
    let at = from;
    for (let hours = 0; hours < 400 && !isOpen(at); hours += 1) at = later(at, 3_600_000);
    return at === from ? at : later(at, Math.floor(random() * 1_800_000));
  };

const drawKind = (random: Random, kinds: readonly PastKind[], target: PastTarget, isStorm: boolean): PastKind => {
  const about = kinds.filter((kind) => kind.about !== 'none' && kind.assetClasses.includes(target.classCode));
  const none = kinds.filter((kind) => kind.about === 'none');
  if (about.length === 0 || (!isStorm && random() < 0.2 && none.length > 0)) return pick(random, none.length > 0 ? none : kinds);
  return pickWeighted(
    random,
    about.map((item) => ({ item, weight: item.isHazard ? 1 : 2 })),
  );
};

/** A thing to report of; in a storm mostly one of drainage. */
const targetsOf = (targets: readonly PastTarget[]) => {
  const wet = targets.filter(({ classCode }) => classCode === '0103' || classCode === '0104');
  return (random: Random, isStorm: boolean) => pick(random, isStorm && wet.length > 0 && random() < pastModel.storms.drainageShare ? wet : targets);
};

/** A caller's pin: off by what it says of itself, two times in three within its accuracy. */
const pinOf = (random: Random, { lon, lat }: PastTarget) => {
  const accuracyM = pick(random, [5, 8, 8, 12, 20]);
  const far = (accuracyM / 1.48) * Math.sqrt(-2 * Math.log(1 - random()));
  const turn = 2 * Math.PI * random();
  const degree = 111_195;
  return { accuracyM, lon: lon + (far * Math.cos(turn)) / (degree * Math.cos((lat * Math.PI) / 180)), lat: lat + (far * Math.sin(turn)) / degree };
};

const reportOf = (random: Random, order: Pick<PastOrder, 'target' | 'how'>, at: string, someoneHurt: boolean, hasContact: boolean): PastReport => ({
  ...{ at, someoneHurt, hasContact, channel: order.how === 'plate' ? 'plate' : random() < 0.6 ? 'hotline' : 'pin' },
  bytes: Buffer.from(Array.from({ length: 8 }, () => Math.floor(random() * 256))),
  ...pinOf(random, order.target),
  phone: `000${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
  contacted: null,
});

/** Further callers before somebody was there, or before the work was done: they join, and who left a contact is called by who has it then. */
const repeatsOf = (random: Random, order: PastOrder, clocks: Clocks): PastReport[] => {
  if (order.target.id === null || random() >= pastModel.repeats) return [];
  const { story } = order;
  const end = story.events.find(({ action }) => ['arrive', 'resolve', 'close', 'void'].includes(action))?.at ?? order.until;
  const span = Date.parse(end) - Date.parse(story.openedAt) - 60_000;
  if (span <= 0) return [];
  return Array.from({ length: random() < 0.7 ? 1 : 1 + Math.ceil(random() * 4) }, () => later(story.openedAt, Math.ceil(random() * span)))
    .sort()
    .map((at) => {
      const contacted = story.hasContact && random() < pastModel.contact ? contactFurther(story, clocks, at, order.until, random) : null;
      return { ...reportOf(random, order, at, false, contacted !== null), contacted };
    });
};

/** Draws the orders of the past one after another, each by its own stream of numbers. */
export const drawPast = async (client: Client, folder: CityFolder, { until, seed, assets }: Past): Promise<PastOrder[]> => {
  const count = Math.min(pastModel.mostReports, Math.floor(assets / pastModel.assetsPerReport));
  const targets = await listTargets(client, Math.max(1, count), seed);
  if (targets.length === 0 || count === 0) return [];
  const [kinds, units] = [await listPastKinds(client), await listPastUnits(client)];
  const counting = countingOf(folder);
  const at = unitsAt(units, folder.city.code);
  const ended = endedUnits(units);
  const owners = new Map<string, string[]>();
  for (const { classCode, ownerId } of targets) if (ownerId !== null) owners.set(classCode, [...(owners.get(classCode) ?? []).slice(-40), ownerId]);
  const clocks = { town: clocksFor(counting, 'town'), suburb: clocksFor(counting, 'suburb') };
  const targetAt = targetsOf(targets);
  const isOpen = openHours(counting);
  const times = drawTimes(randomOf(seed, 'past times'), Math.round(count / (1 + pastModel.repeats * 1.6)), until, counting.timeZone);
  const open = new Map<string, string>();
  return times.flatMap((time, i): PastOrder[] => {
    const random = randomOf(seed, 'past', i);
    const target = targetAt(random, time.isStorm);
    const kind = drawKind(random, kinds, target, time.isStorm);
    // One open order of a thing at a time: a further one would have joined it.
    if ((open.get(target.id) ?? '') > time.at) return [];
    const [how, someoneHurt, hasContact] = [drawHow(random), random() < pastModel.hurt, random() < pastModel.contact];
    const { timeZone } = counting;
    const opening = { target, kind, how, at: time.at, time: localTime(time.at, timeZone).slice(0, 5), someoneHurt, hasContact, units: at(target), counting };
    const opened = openPast(opening, folder.dispatchRules);
    const { units: here } = opening;
    const levels = [...new Set([here.streetCentre, here.districtCentre, here.cityCentre])];
    const story = beginStory(opened.decision, { openedAt: time.at, isHazard: opened.isHazard, hasContact, levels, deadlines: opened.deadlines });
    const isAbout = kind.about !== 'none' && kind.acts === 'owner';
    const others = (owners.get(target.classCode) ?? []).filter((unitId) => unitId !== target.ownerId);
    const other = pick(random, others.length > 0 ? others : [target.ownerId ?? '']);
    const trueOwner = isAbout ? (target.trueOwner ?? target.ownerId) : null;
    liveStory({
      ...{ story, clocks: clocks[target.settlement], random, until, trueOwner, atWork: atWork(isOpen, random) },
      candidates: isAbout ? matchOf(target, how).candidates.map(({ asset, probability }) => ({ ownerId: asset?.ownerId ?? null, probability })) : [],
      neighbours: [
        { ownerId: target.trueOwner ?? other, probability: 0.6 },
        { ownerId: null, probability: 0.4 },
      ],
      isActive: (unitId) => unitId !== '' && ended[unitId] === undefined && units.some(({ id }) => id === unitId),
    });
    open.set(target.id, story.closedAt ?? '9999');
    const order = { story, target, kind, how, decision: opened.decision, isHazard: opened.isHazard, until };
    const first = reportOf(random, order, time.at, someoneHurt, hasContact);
    const draft: PastOrder = { ...order, reports: [first] };
    return [{ ...draft, reports: [first, ...repeatsOf(random, draft, clocks[target.settlement])] }];
  });
};

/** Lays 90 days of settled and open orders behind a demo city, and public notices of wells that nobody owns. All of it is marked as made up. */
export const layPast = async (client: Client, folder: CityFolder, past: Past): Promise<number> => {
  const orders = await drawPast(client, folder, past);
  if (orders.length === 0) return 0;
  const staff = await insertPastStaff(client, past.until);
  for (const { table, columns, rows } of pastTables(orders, staff, folder.city.timeZone)) {
    await copyRows(client, table, columns, rows);
    if (columns[0] === 'id' && rows.length > 0) await moveNumbersOn(client, table, rows.length);
  }
  const pictures = await layPhotos(client, orders, past.seed, staff);
  const units = await listPastUnits(client);
  const trades = units.filter(({ kind, active }) => kind === 'trade' && active).map(({ id }) => id);
  await layNotices({ client, staff, timeZone: folder.city.timeZone, pictures }, folder, past, { at: unitsAt(units, folder.city.code), trades });
  return orders.length;
};
