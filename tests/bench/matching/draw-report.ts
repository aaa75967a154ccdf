import type { Row } from './city-rows.ts';
import type { DrawnReport, SaidAddress, SaidWords } from './drawn-report.ts';
import type { Draws } from './random.ts';
import { drawPhoto } from './said-photo.ts';
import { drawPlate } from './said-plate.ts';
import type { StatedCity } from './stated-city.ts';
import { calledUnits, statedClasses } from './stated-model.ts';

/** How a report comes: the accuracy its pin is said to have (null: no pin), with words or none, with an address always, sometimes or never. */
export interface Channel {
  readonly name: string;
  readonly nominalM: number | null;
  readonly words: boolean;
  readonly address: 'always' | 'sometimes' | 'never';
  /** Something could be read of its plate; a photo came with it. */
  readonly plate?: boolean;
  readonly photo?: boolean;
}

export const placeWords: Readonly<Record<string, readonly string[]>> = {
  carriageway: ['马路当中', '车道上'],
  footway: ['人行道上', '上街沿'],
  green: ['绿化带里', '草坪上'],
  compound: ['小区里面', '弄堂里'],
};
export const corners = ['东北', '西北', '西南', '东南'] as const;
export const pitWords = { pit: '路面有个坑', share: 0.6 };
export const nothingKinds = ['cover_missing', 'cover_broken', 'cover_sunken'];
export const nothingNearM = 30;

/** The quarter round a crossing in which a place lies. */
export const cornerOf = (dx: number, dy: number): string => corners[dy >= 0 ? (dx >= 0 ? 0 : 1) : dx < 0 ? 2 : 3] ?? '东北';

const sayThing = (city: StatedCity, draws: Draws, classCode: string): string | null => {
  const { words } = city.model;
  const stated = city.classOf({ classCode });
  const named = draws.chance(words.classWrong) ? (statedClasses[draws.pick(stated.takenFor)] ?? stated) : stated;
  return draws.chance(words.class) ? draws.pick(named.called) : null;
};

const sayOwner = ({ model: { words } }: StatedCity, draws: Draws, owner: string | null): string | null => {
  const names = owner === null ? undefined : calledUnits[owner];
  if (names === undefined || !draws.chance(words.owner)) return null;
  return draws.pick(draws.chance(words.ownerWrong) ? draws.pick(Object.values(calledUnits)) : names);
};

const sayShape = ({ model: { words } }: StatedCity, draws: Draws, shape: string | null): string | null => {
  if (shape === null || !draws.chance(words.shape)) return null;
  return draws.chance(words.shapeRight) === (shape === 'round') ? 'round' : 'rectangular';
};

const sayPlace = ({ model: { words } }: StatedCity, draws: Draws, location: string): string | null => {
  if (!draws.chance(words.place)) return null;
  const said = draws.chance(words.placeRight) ? location : draws.pick(Object.keys(placeWords).filter((place) => place !== location));
  return draws.pick(placeWords[said] ?? []);
};

const drawWords = (city: StatedCity, draws: Draws, { near, classCode, owner, registered }: DrawnReport['truth']): SaidWords => {
  if (classCode === null) return { thing: draws.chance(pitWords.share) ? pitWords.pit : null, owner: null, shape: null, place: null, lettering: null };
  return {
    thing: sayThing(city, draws, classCode),
    owner: sayOwner(city, draws, owner),
    shape: sayShape(city, draws, near.shape),
    place: sayPlace(city, draws, near.location),
    lettering: registered ? drawLettering(city, draws, near) : null,
  };
};

export const letterings = ['上水', '污', '雨', '电力', '路灯', '通信A', '通信B', '通信C', '有线', '信息', '热力', '燃气', '公安', '交警'];

const drawLettering = ({ model: { words } }: StatedCity, draws: Draws, row: Row): string | null => {
  if (row.lettering === null || !draws.chance(words.lettering)) return null;
  return draws.chance(words.letteringRight) ? row.lettering : draws.pick(letterings);
};

/** null where there is neither a house nor a crossing near. */
const drawAddress = (city: StatedCity, draws: Draws, row: Row): SaidAddress | null => {
  const { address } = city.model;
  const withDistrict = draws.chance(0.3);
  if (draws.chance(address.wrong)) return { form: 'door', door: draws.pick(city.rows.doors), withDistrict };
  const doors = city.rows.doorGrid.around(row.x, row.y, address.houseWithinM);
  const crossings = city.rows.crossingGrid.around(row.x, row.y, address.crossingWithinM);
  if (crossings.length > 0 && (doors.length === 0 || draws.chance(address.crossing))) {
    const crossing = draws.pick(crossings);
    const right = cornerOf(row.x - crossing.x, row.y - crossing.y);
    const corner = draws.chance(address.corner) ? (draws.chance(address.cornerRight) ? right : draws.pick(corners.filter((c) => c !== right))) : null;
    return { form: 'crossing', crossing, corner };
  }
  if (doors.length === 0) return null;
  const near = doors.map((door) => [door, Math.exp(-((door.x - row.x) ** 2 + (door.y - row.y) ** 2) / 2 / address.houseSpreadM ** 2)] as const);
  return near.some(([, weight]) => weight > 0) ? { form: 'door', door: draws.weighted(near), withDistrict } : null;
};

const drawPin = ({ model }: StatedCity, draws: Draws, nominalM: number, row: Row, offM: number): DrawnReport['pin'] => {
  const accuracyM = Math.max(1, Math.round(nominalM * Math.exp(draws.normal(model.accuracySpread)) * 10) / 10);
  const phone = draws.weighted(model.phones.map((p) => [p, p.share] as const));
  const spread = Math.hypot(Math.max(phone.times * accuracyM, phone.atLeastM), offM, row.accuracyM / model.surveyPerSigma);
  return { x: row.x + draws.normal(spread), y: row.y + draws.normal(spread), accuracyM };
};

/** Rows by how often they are meant. */
const rowDrawer = (city: StatedCity, draws: Draws, from: readonly Row[]): (() => Row) => {
  const upTo: number[] = [];
  let total = 0;
  for (const row of from) {
    total += city.meant.get(row) ?? 0;
    upTo.push(total);
  }
  return () => {
    const wanted = draws.next() * total;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return from[low] as Row;
  };
};

/** What is meant: the row itself, a thing beside it that nobody registered, or nothing. */
const drawTruth = (city: StatedCity, draws: Draws, near: Row): DrawnReport['truth'] => {
  const { unregistered, nothing } = city.model;
  const sort = draws.weighted([
    ['registered', 1 - unregistered - nothing],
    ['unregistered', unregistered],
    ['nothing', nothing],
  ] as const);
  if (sort === 'registered') return { row: near, near, owner: city.trueOwner(near), classCode: near.classCode, registered: true };
  if (sort === 'nothing') return { row: null, near, owner: null, classCode: null, registered: false };
  const classCode = draws.weighted(city.unregisteredClasses);
  return { row: null, near, owner: draws.weighted(city.ownersOfClass(classCode)), classCode, registered: false };
};

const drawKind = (city: StatedCity, draws: Draws, { classCode, near, registered }: DrawnReport['truth']): string =>
  classCode === null ? draws.pick(nothingKinds) : draws.weighted(Object.entries(problemsOf(city, classCode, near, registered)));

const offOf = ({ model }: StatedCity, { registered, classCode }: DrawnReport['truth']): number => {
  if (registered) return 0;
  return classCode === null ? nothingNearM : model.unregisteredNearM;
};

const drawPlaces = (city: StatedCity, draws: Draws, { nominalM, photo }: Channel, truth: DrawnReport['truth']): Pick<DrawnReport, 'pin' | 'photo'> => {
  if (photo) return drawPhoto(city, draws, nominalM, truth.near, offOf(city, truth));
  return { pin: nominalM === null ? null : drawPin(city, draws, nominalM, truth.near, offOf(city, truth)), photo: null };
};

const saysAddress = ({ model }: StatedCity, draws: Draws, { address }: Channel): boolean =>
  address === 'always' || (address === 'sometimes' && draws.chance(model.words.address));

/** Draws reports of one channel. */
export const reportDrawer = (city: StatedCity, draws: Draws, channel: Channel, from: readonly Row[] = city.rows.things): (() => DrawnReport) => {
  const drawRow = rowDrawer(city, draws, from);
  const draw = (): DrawnReport | null => {
    const near = drawRow();
    const truth = drawTruth(city, draws, near);
    const kind = drawKind(city, draws, truth);
    const address = saysAddress(city, draws, channel) ? drawAddress(city, draws, near) : null;
    const plate = channel.plate ? drawPlate(city, draws, near, truth.registered) : null;
    if ((channel.address === 'always' && address === null) || (channel.plate && plate === null)) return null;
    return {
      ...drawPlaces(city, draws, channel, truth),
      plate,
      kind: channel.words ? kind : null,
      words: channel.words ? drawWords(city, draws, truth) : null,
      address,
      truth,
    };
  };
  return () => {
    for (;;) {
      const drawn = draw();
      if (drawn) return drawn;
    }
  };
};

/** What is wrong with it, by class; a cover known as missing or broken is mostly told of as that. Shares sum to one. */
export const problemsOf = (city: StatedCity, classCode: string, row: Pick<Row, 'status' | 'isWell'>, registered: boolean): Record<string, number> => {
  const { problems } = city.classOf({ classCode });
  const total = Object.values(problems).reduce((a, b) => a + b, 0);
  const known = registered && row.isWell ? ({ missing: 'cover_missing', damaged: 'cover_broken' } as Record<string, string>)[row.status] : undefined;
  const shares = Object.fromEntries(Object.entries(problems).map(([kind, share]) => [kind, ((known === undefined ? 1 : 0.4) * share) / total]));
  return known === undefined ? shares : { ...shares, [known]: (shares[known] ?? 0) + 0.6 };
};
