import type { Pool } from '#db/pool.ts';
import type { Figure } from '../figures.ts';
import { readCity } from './city-rows.ts';
import { drawSettled, learnFrom, programOf } from './learned.ts';
import { citySeed } from './measure-matching.ts';
import { type Rightness, rightness } from './rightness.ts';
import { type Answerer, channels, channelsBeside, drawChannel, score } from './run-matching.ts';
import { type StatedCity, stateCity } from './stated-city.ts';
import { type StatedModel, statedModel } from './stated-model.ts';

/** A city in which one thing is not as the program believes before it has learned, as often or as far as here or half or twice that. */
interface Moved {
  readonly name: string;
  readonly model: StatedModel;
  readonly channels: readonly string[];
}

const plates = ['pin 20 m, part of a plate', 'pin 40 m, words, part of a plate'];
const photos = ['pin 20 m, photo', 'photo alone, words'];
const worded = ['pin 20 m, words', 'telephone, address alone'];

/** The literal figures of the stated model as figures. */
type Wide<T> = { readonly [K in keyof T]: T[K] extends number ? number : T[K] };
const over = <T extends object>(standing: T, other: Partial<Wide<T>>): T => ({ ...standing, ...other }) as T;

const { plate, photo, words } = statedModel;
const anyModel: StatedModel = statedModel;

export const movedModels: readonly Moved[] = [
  { name: 'as stated', model: anyModel, channels: [...plates, ...photos, ...worded] },
  ...[0.5, 2].flatMap((times): Moved[] => [
    { name: `plates misread × ${times}`, model: { ...anyModel, plate: over(plate, { wrong: plate.wrong * times }) }, channels: plates },
    { name: `plates of another thing × ${times}`, model: { ...anyModel, plate: over(plate, { other: plate.other * times }) }, channels: plates },
    { name: `photos from so far away × ${times}`, model: { ...anyModel, photo: over(photo, { aheadM: photo.aheadM * times }) }, channels: photos },
    {
      name: `photo and pin of one fix × ${times}`,
      model: { ...anyModel, photo: over(photo, { sameFix: Math.min(1, photo.sameFix * times) }) },
      channels: photos,
    },
    { name: `not registered × ${times}`, model: over(anyModel, { unregistered: statedModel.unregistered * times } as Partial<StatedModel>), channels: worded },
    {
      name: `lettering misread × ${times}`,
      model: { ...anyModel, words: over(words, { letteringRight: 1 - (1 - words.letteringRight) * times }) },
      channels: worded,
    },
  ]),
];

const ofEach = { settled: 100, beside: 150 };
const all = [...channels, ...channelsBeside];

/** The same seed for a channel whatever is moved. */
const answered = async (city: StatedCity, name: string, reports: number, answerer: Answerer): Promise<Rightness> => {
  const at = all.findIndex((one) => one.name === name);
  const channel = all[at];
  if (!channel) throw new Error(`no channel is called ${name}`);
  return rightness(await score(drawChannel(city, channel, reports, 400_000 + 5000 * at), answerer));
};

const percent = (value: number) => (100 * value).toFixed(1);
const told = (r: Rightness) =>
  `${percent(r.shareOfBest)} ± ${percent(r.shareUnsure)} %, calibration error ${percent(r.calibrationError)} ± ${percent(r.calibrationUnsure)} %, ${r.wrongDispatches.toFixed(0)} wrong, ${r.questions.toFixed(0)} questions, ${r.patrols.toFixed(0)} patrols`;

/** What half plates, photos and what is not registered lose where the program starts wrong there, and after settled orders. */
export const measureMoved = async (pool: Pool, reports: number, tell: (step: string) => void, moved = movedModels): Promise<Figure[]> => {
  const rows = await readCity(pool);
  const figures: Figure[] = [];
  for (const { name, model, channels: tried } of moved) {
    tell(name);
    const city = stateCity(rows, model, citySeed);
    const orders = [
      ...(await drawSettled(pool, city, ofEach.settled, 250_000)),
      ...(await drawSettled(pool, city, ofEach.beside, 300_000, { of: channelsBeside })),
    ];
    const priors = await learnFrom(pool, orders);
    const [start, learned] = [await programOf(pool), await programOf(pool, priors)];
    for (const channel of tried) {
      const [before, after] = [await answered(city, channel, reports, start), await answered(city, channel, reports, learned)];
      const floor = { name: 'before learning', value: 100 * before.shareOfBest };
      const note = `before ${told(before)}; after ${orders.length} orders ${told(after)}; slip ${priors.plate.slip.toFixed(3)}, ahead ${priors.photo.aheadM.toFixed(1)} m, not registered ${percent(priors.unregisteredShare)} %, lettering ${percent(priors.trust.lettering)} %`;
      figures.push({ part: 'simulator moved', name: `${name}: ${channel}`, value: 100 * after.shareOfBest, unit: '% of the best possible', floor, note });
    }
  }
  return figures;
};
