import type { Row } from './city-rows.ts';
import { cornerOf, letterings, nothingKinds, nothingNearM, pitWords, placeWords, problemsOf } from './draw-report.ts';
import type { DrawnReport, SaidAddress } from './drawn-report.ts';
import { photoDensity } from './said-photo.ts';
import { type PlateLikelihood, plateLikelihoods } from './said-plate.ts';
import type { StatedCity } from './stated-city.ts';
import { calledUnits, statedClasses } from './stated-model.ts';

const squared = (a: number, b: number) => a * a + b * b;
const share = (list: readonly string[], word: string) => list.filter((one) => one === word).length / list.length;

/** How likely the words for the thing are of a class. */
const thingLikelihood = (city: StatedCity, classCode: string, word: string | null): number => {
  const { words } = city.model;
  if (word === null) return 1 - words.class;
  const stated = city.classOf({ classCode });
  const wrong = stated.takenFor.reduce((sum, code) => sum + share((statedClasses[code] ?? stated).called, word), 0) / stated.takenFor.length;
  return words.class * ((1 - words.classWrong) * share(stated.called, word) + words.classWrong * wrong);
};

const everyUnit = Object.values(calledUnits);

const ownerLikelihood = (city: StatedCity, owner: string | null, word: string | null): number => {
  const { words } = city.model;
  const names = owner === null ? undefined : calledUnits[owner];
  if (names === undefined) return word === null ? 1 : 0;
  if (word === null) return 1 - words.owner;
  const wrong = everyUnit.reduce((sum, list) => sum + share(list, word), 0) / everyUnit.length;
  return words.owner * ((1 - words.ownerWrong) * share(names, word) + words.ownerWrong * wrong);
};

type Words = NonNullable<DrawnReport['words']>;

const shapeLikelihood = ({ model: { words: stated } }: StatedCity, row: Row, said: string | null): number => {
  if (row.shape === null) return said === null ? 1 : 0;
  if (said === null) return 1 - stated.shape;
  return stated.shape * (said === row.shape ? stated.shapeRight : 1 - stated.shapeRight);
};

const placeLikelihood = ({ model: { words: stated } }: StatedCity, row: Row, said: string | null): number => {
  if (said === null) return 1 - stated.place;
  const place = Object.entries(placeWords).find(([, list]) => list.includes(said))?.[0];
  return (stated.place * (place === row.location ? stated.placeRight : (1 - stated.placeRight) / 3)) / 2;
};

const letteringLikelihood = ({ model: { words: stated } }: StatedCity, row: Row, said: string | null, registered: boolean): number => {
  if (!registered || row.lettering === null) return said === null ? 1 : 0;
  if (said === null) return 1 - stated.lettering;
  const slip = letterings.includes(said) ? (1 - stated.letteringRight) / letterings.length : 0;
  return stated.lettering * (slip + (said === row.lettering ? stated.letteringRight : 0));
};

/** How likely the looks and the place are said of a row. */
const looksLikelihood = (city: StatedCity, row: Row, words: Words, registered: boolean): number =>
  shapeLikelihood(city, row, words.shape) * placeLikelihood(city, row, words.place) * letteringLikelihood(city, row, words.lettering, registered);

/** How likely an address is said of a row, apart from addresses that are wrong altogether. */
const addressLikelihood = (city: StatedCity, row: Row, said: SaidAddress): number => {
  const { address } = city.model;
  const doors = city.rows.doorGrid.around(row.x, row.y, address.houseWithinM);
  const crossings = city.rows.crossingGrid.around(row.x, row.y, address.crossingWithinM);
  const byCrossing = crossings.length === 0 ? 0 : doors.length === 0 ? 1 : address.crossing;
  if (said.form === 'crossing') {
    if (!crossings.includes(said.crossing)) return 0;
    const right = cornerOf(row.x - said.crossing.x, row.y - said.crossing.y);
    const corner = said.corner === null ? 1 - address.corner : address.corner * (said.corner === right ? address.cornerRight : (1 - address.cornerRight) / 3);
    return ((1 - address.wrong) * byCrossing * corner) / crossings.length;
  }
  const near = (x: number, y: number) => Math.exp(-squared(x - row.x, y - row.y) / 2 / address.houseSpreadM ** 2);
  const total = doors.reduce((sum, door) => sum + near(door.x, door.y), 0);
  const meant = doors.filter((door) => isSaid(said, door)).reduce((sum, door) => sum + near(door.x, door.y), 0);
  return total === 0 ? 0 : ((1 - address.wrong) * (1 - byCrossing) * meant) / total;
};

const isSaid = (said: Extract<SaidAddress, { form: 'door' }>, door: { road: string; number: string; district: string }): boolean =>
  door.road === said.door.road && door.number === said.door.number && (!said.withDistrict || door.district === said.door.district);

const wrongAddress = (city: StatedCity, said: SaidAddress): number => {
  if (said.form === 'crossing') return 0;
  const same = doorsSaid(city, said).length;
  return (city.model.address.wrong * same) / city.rows.doors.length;
};

const doorIndexes = new WeakMap<StatedCity, Map<string, StatedCity['rows']['doors'][number][]>>();
const doorsSaid = (city: StatedCity, said: Extract<SaidAddress, { form: 'door' }>) => {
  let index = doorIndexes.get(city);
  if (!index) {
    index = new Map();
    for (const door of city.rows.doors) index.set(`${door.road} ${door.number}`, [...(index.get(`${door.road} ${door.number}`) ?? []), door]);
    doorIndexes.set(city, index);
  }
  return (index.get(`${said.door.road} ${said.door.number}`) ?? []).filter((door) => isSaid(said, door));
};

const farthestPinM = 300;

/** The rows that the report can be about, besides those anywhere that a wrong address leaves possible. */
const rowsNear = (city: StatedCity, { pin: said, address, photo }: DrawnReport): Row[] => {
  const { thingGrid } = city.rows;
  const pin = said ?? photo;
  if (pin) return thingGrid.around(pin.x, pin.y, Math.min(farthestPinM, Math.max(140, 7 * pin.accuracyM)));
  if (address?.form === 'crossing') return thingGrid.around(address.crossing.x, address.crossing.y, city.model.address.crossingWithinM);
  if (address?.form !== 'door') return [];
  return [...new Set(doorsSaid(city, address).flatMap((door) => thingGrid.around(door.x, door.y, city.model.address.houseWithinM)))];
};

const pinDensity = (city: StatedCity, pin: NonNullable<DrawnReport['pin']>, row: Row, offM: number): number => {
  const far = squared(pin.x - row.x, pin.y - row.y);
  return city.model.phones.reduce((sum, phone) => {
    const variance = squared(Math.max(phone.times * pin.accuracyM, phone.atLeastM), offM) + (row.accuracyM / city.model.surveyPerSigma) ** 2;
    return sum + (phone.share / (2 * Math.PI * variance)) * Math.exp(-far / 2 / variance);
  }, 0);
};

interface Pool {
  readonly row: Row;
  readonly meant: number;
}
const pools = new WeakMap<StatedCity, readonly Pool[]>();

/** Rows that are alike in all but their place, for reports whose place tells nothing. */
const poolOf = (city: StatedCity): readonly Pool[] => {
  const known = pools.get(city);
  if (known) return known;
  const alike = new Map<string, Pool>();
  for (const [row, meant] of city.meant) {
    const key = [row.classCode, row.ownerId, row.evidence, row.status, row.location, row.shape, row.lettering].join('|');
    alike.set(key, { row, meant: meant + (alike.get(key)?.meant ?? 0) });
  }
  const made = [...alike.values()];
  pools.set(city, made);
  return made;
};

/** What is common to all rows while one report is weighed. */
interface Weighing {
  readonly answer: Map<string | null, number>;
  /** How much of the place speaks for a thing that is not registered, and for none at all. */
  unregistered: number;
  nothing: number;
  readonly ofClass: (classCode: string) => number;
  readonly ofOwner: (owner: string | null) => number;
  readonly ofPlate: (row: Row) => PlateLikelihood;
}

const classesKept = (city: StatedCity, words: Words | null): ((classCode: string) => number) => {
  const kept = new Map<string, number>();
  return (classCode) => {
    const known = kept.get(classCode) ?? (words ? thingLikelihood(city, classCode, words.thing) : 1);
    kept.set(classCode, known);
    return known;
  };
};

const kindLikelihood = (city: StatedCity, kind: string | null, classCode: string, row: Pick<Row, 'status' | 'isWell'>, registered: boolean): number =>
  kind === null ? 1 : (problemsOf(city, classCode, row, registered)[kind] ?? 0);

const add = ({ answer }: Weighing, owner: string | null, weight: number) => answer.set(owner, (answer.get(owner) ?? 0) + weight);

const weighRow = (city: StatedCity, { words, kind }: DrawnReport, w: Weighing, row: Row, place: (offM: number) => number): void => {
  const { model } = city;
  const plate = w.ofPlate(row);
  const looks = plate.own * (words ? looksLikelihood(city, row, words, true) : 1);
  const own = looks === 0 ? 0 : looks * place(0) * w.ofClass(row.classCode) * kindLikelihood(city, kind, row.classCode, row, true);
  const registered = 1 - model.unregistered - model.nothing;
  if (own > 0) for (const [owner, part] of city.ownersOf(row)) add(w, owner, registered * own * part * w.ofOwner(owner));
  w.unregistered += place(model.unregisteredNearM) * plate.beside * (words ? looksLikelihood(city, row, words, false) : 1);
  w.nothing += place(nothingNearM) * plate.beside;
};

const wholeWell = { isWell: true, status: 'intact' };

/** Whose it is, by the stated model alone: the best that anybody can say who saw the same report. Shares sum to one; null: nobody's, or nothing. */
export const bestAnswer = (city: StatedCity, report: DrawnReport): Map<string | null, number> => {
  const { model } = city;
  const { pin, words, kind, address } = report;
  const ofOwner = (owner: string | null) => (words ? ownerLikelihood(city, owner, words.owner) : 1);
  const w: Weighing = {
    answer: new Map(),
    unregistered: 0,
    nothing: 0,
    ofClass: classesKept(city, words),
    ofOwner,
    ofPlate: plateLikelihoods(city, report.plate),
  };
  for (const row of rowsNear(city, report)) {
    const said = (city.meant.get(row) ?? 0) * ofAddress(city, report, row);
    if (said > 0) weighRow(city, report, w, row, (offM) => said * placeDensity(city, report, row, offM));
  }
  const astray = pin === null && address !== null ? wrongAddress(city, address) : 0;
  if (astray > 0) for (const { row, meant } of poolOf(city)) weighRow(city, report, w, row, () => meant * astray);
  for (const [code, part] of city.unregisteredClasses) {
    const ofIt = model.unregistered * w.unregistered * part * w.ofClass(code) * kindLikelihood(city, kind, code, wholeWell, false);
    for (const [owner, owned] of city.ownersOfClass(code)) add(w, owner, ofIt * owned * ofOwner(owner));
  }
  add(w, null, model.nothing * w.nothing * nothingLikelihood(report));
  const total = [...w.answer.values()].reduce((a, b) => a + b, 0);
  return new Map([...w.answer].map(([owner, weight]) => [owner, total > 0 ? weight / total : 0]));
};

const placeDensity = (city: StatedCity, { pin, photo }: DrawnReport, row: Row, offM: number): number => {
  if (photo) return photoDensity(city, pin, photo, row, offM);
  return pin ? pinDensity(city, pin, row, offM) : 1;
};

const ofAddress = (city: StatedCity, { address, pin }: DrawnReport, row: Row): number =>
  address === null ? 1 : addressLikelihood(city, row, address) + (pin ? wrongAddress(city, address) : 0);

const nothingLikelihood = ({ words, kind }: DrawnReport): number => {
  const ofKind = kind === null ? 1 : nothingKinds.includes(kind) ? 1 / nothingKinds.length : 0;
  if (words === null) return ofKind;
  if (words.owner !== null || words.shape !== null || words.place !== null || words.lettering !== null) return 0;
  return ofKind * (words.thing === pitWords.pit ? pitWords.share : words.thing === null ? 1 - pitWords.share : 0);
};
