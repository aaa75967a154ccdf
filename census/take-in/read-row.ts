import { pointHex } from '#db/copy.ts';
import { type StagedColumn, stagedNames } from '#db/queries/imports/import-tables.ts';
import { covers, type Reach } from '#domain/access.ts';
import { openingTooWide } from '#domain/asset-facts.ts';
import { hidesSomething } from '#domain/clean-text.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type CityExtent, decideNumbers, decidePoint } from '#domain/coordinates/decide-point.ts';
import type { Reading } from '#domain/coordinates/decide-system.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { type Decision, type Rejection, reject } from '#domain/rejection.ts';
import type { ExchangeKey } from '../exchange-fields.ts';
import type { Ground, Street } from './ground.ts';
import { type FieldReader, fieldReadersIn, lostFigures, remembering, upTo } from './read-fields.ts';

export interface RowRules {
  /** Which field each column is, by the columns' order; null: left out. */
  readonly fields: readonly (ExchangeKey | null)[];
  readonly reading: Reading;
  /** Of rows that say none. */
  readonly classCode: string | null;
  readonly reach: Reach;
  /** Local date, after which nothing was verified. */
  readonly today: string;
}

type Texts = readonly (string | null)[];
type At = { readonly x: number; readonly y: number } | null;

/** Reads one row: its fields in the order of `stagedNames`, in one array that the next row fills anew, or why it is refused (`field` is an ExchangeKey). */
export type RowReader = (texts: Texts, point: At) => (string | null)[] | Rejection;

const isRejection = (value: unknown): value is Rejection => typeof value === 'object' && value !== null && 'code' in value;

type Fields = ReturnType<typeof fieldReadersIn>;

const simple: Readonly<Record<keyof Fields, StagedColumn>> = {
  sourceNumber: 'source_number',
  name: 'object_name',
  gridCell: 'grid_cell',
  dataSource: 'data_source',
  note: 'note',
  address: 'address',
  howMeasured: 'how_measured',
  chamberMaterial: 'chamber_material',
  ownerEvidence: 'owner_evidence',
  coverMaker: 'maker',
  coverLettering: 'lettering',
  status: 'status',
  locationKind: 'location_kind',
  coverShape: 'shape',
  coverMaterial: 'material',
  coverLoadClass: 'load_class',
  firstRecordedOn: 'first_recorded_on',
  changedOn: 'changed_on',
  lastVerifiedOn: 'last_verified_on',
  coverFittedOn: 'fitted_on',
  positionAccuracyM: 'position_accuracy_m',
  ownerConfidence: 'owner_confidence',
  depthM: 'depth_m',
  levelDifferenceMm: 'level_difference_mm',
  chamberSizeMm: 'chamber_size_mm',
  yearBuilt: 'year_built',
  coverSizeMm: 'size_mm',
  coverWidthMm: 'width_mm',
  clearOpeningMm: 'clear_opening_mm',
  hasAntiFallNet: 'has_anti_fall_net',
  floodProne: 'flood_prone',
  coverBolted: 'bolted',
  coverVented: 'vented',
  coverSmartSensor: 'smart_sensor',
};

const place = Object.fromEntries(stagedNames.map((name, i) => [name, i])) as Readonly<Record<StagedColumn, number>>;
const beyondFootwayM = 6;

/** Where each field stands in a row; -1: the file has no such column. */
const columnsOf = (fields: RowRules['fields']) => (key: ExchangeKey) => fields.indexOf(key);

/** See isYetToCome. */
const mustHaveCome: ReadonlySet<ExchangeKey> = new Set(['firstRecordedOn', 'changedOn', 'lastVerifiedOn', 'coverFittedOn', 'yearBuilt']);

const readers = ({ fields, today }: RowRules, fieldReaders: Fields): { at: number; key: ExchangeKey; to: number; read: FieldReader }[] =>
  (Object.keys(fieldReaders) as (keyof Fields)[])
    .map((key) => ({
      key,
      at: fields.indexOf(key),
      to: place[simple[key]],
      read: remembering(mustHaveCome.has(key) ? upTo(today, fieldReaders[key]) : fieldReaders[key]),
    }))
    .filter(({ at }) => at >= 0);

/** The first of some columns in which something stands. */
const firstOf =
  (keys: readonly ExchangeKey[], columnOf: (key: ExchangeKey) => number) =>
  (texts: Texts): { text: string; key: ExchangeKey } | null => {
    for (const key of keys) {
      const text = texts[columnOf(key)]?.trim() ?? '';
      if (text !== '') return { text, key };
    }
    return null;
  };

const positionReader = (rules: RowRules, extent: CityExtent) => {
  const columnOf = columnsOf(rules.fields);
  const [x, y] = [columnOf('x'), columnOf('y')];
  const { system, axes } = rules.reading;
  const [table, geometry] = [openSystem(system, axes), openSystem(system, 'east-north')];
  return (texts: Texts, point: At): Decision<Point> =>
    point === null ? decidePoint(texts[x] ?? null, texts[y] ?? null, table, extent) : decideNumbers(point.x, point.y, geometry, extent);
};

const ownerless = new Set(['无', '无主', '不明', '未知', 'none', 'unknown', '-']);

/** Units by code or by name; "none" is none. @param met takes those that ended and by which a unit was read */
const unitReader = (codes: readonly ExchangeKey[], columnOf: (key: ExchangeKey) => number, ground: Ground, met: Set<string>) => {
  const first = firstOf(codes, columnOf);
  const endedBy = remembering(ground.endedUnit);
  const read = remembering((text) => (ownerless.has(text.toLowerCase()) ? null : ground.readUnit(text)));
  return (texts: Texts): string | null | Rejection => {
    const said = first(texts);
    if (said === null) return null;
    const value = read(said.text);
    if (isRejection(value)) return { ...value, field: said.key };
    const ended = endedBy(said.text);
    if (value !== null && typeof ended === 'string') met.add(ended);
    return value;
  };
};

/** A number with blanks, dashes of any kind and full-width digits as one would write it plainly. */
const plainNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\p{Pd}\u2212]/gu, '-');
const numberKeys = ['plate', 'number'] as const;

const classReader = (columnOf: (key: ExchangeKey) => number, ground: Ground, otherwise: string | null) => {
  const first = firstOf(['classCode', 'className'], columnOf);
  const numberOf = firstOf(numberKeys, columnOf);
  const read = remembering(ground.readClass);
  return (texts: Texts): string | Rejection => {
    const said = first(texts);
    if (said === null) {
      const number = plainNumber(numberOf(texts)?.text.slice(0, 64) ?? '').replace(/[\s-]/g, '');
      const inNumber = /^\d{6}(\d{4})\d{6}[0-9X]?$/.exec(number)?.[1];
      if (inNumber !== undefined && ground.classCodes.has(inNumber)) return inNumber;
      return otherwise ?? reject('census-class-missing', { field: 'className' }).rejection;
    }
    const value = read(said.text) ?? '';
    return isRejection(value) ? { ...value, field: said.key } : value;
  };
};

/** The code of street or district that a row says, to nine or six digits (longer ones are padded), where it lies elsewhere than it says. */
const saidElsewhere = ({ said, lon, lat }: Point & { said: string }, { code, districtCode }: Street, ground: Ground): string | null => {
  const place = /^(\d{9}|\d{6})(0{3}|0{6})?$/.exec(said)?.[1] ?? null;
  return place === null || place === code || place === districtCode || ground.isNear(place, lon, lat) ? null : place;
};

/** What a row says of where it stands, beside its position. */
interface SaidPlace {
  readonly road: string | null;
  readonly code: string | null;
}

/** Place, road and location of a point, into the row. @returns why it is refused, or null */
const locate = (out: (string | null)[], { lon, lat }: Point, { road, code }: SaidPlace, ground: Ground, reach: Reach): Rejection | null => {
  const street = ground.streetAt(lon, lat);
  if (street === null) return reject('census-in-no-street', { field: 'x' }).rejection;
  const onRoad = ground.roadAt(lon, lat, road);
  const beyondM = onRoad === null ? Number.POSITIVE_INFINITY : onRoad.distanceM - onRoad.halfWidthM;
  out[place.geom] = pointHex(lon, lat);
  out[place.street_code] = street.code;
  out[place.district_code] = street.districtCode;
  out[place.said_place] = code === null ? null : saidElsewhere({ said: code, lon, lat }, street, ground);
  out[place.road_id] = onRoad === null ? null : String(onRoad.id);
  out[place.location_guess] = beyondM <= 0 ? 'carriageway' : beyondM <= beyondFootwayM ? 'footway' : 'compound';
  const unitIds = [out[place.owner_id], out[place.maintainer_id]].flatMap((id) => (id === null || id === undefined ? [] : [id]));
  const isReached = reach.city || covers(reach, { districtCode: street.districtCode, streetCode: street.code, unitIds });
  return isReached ? null : reject('census-outside-reach', { field: 'x' }).rejection;
};

type Into = (texts: Texts, out: (string | null)[]) => Rejection | null;

const openingAndCover = [place.clear_opening_mm, place.size_mm, place.width_mm];

/** Fields that are read one by one, into the row. */
const simpleInto = (rules: RowRules, ground: Ground): Into => {
  const own = readers(rules, fieldReadersIn(ground.timeZone));
  return (texts, out) => {
    for (const { at, key, to, read } of own) {
      const value = texts[at] == null ? null : read(texts[at]);
      if (isRejection(value)) return { ...value, field: key };
      out[to] = value;
    }
    const [opening = null, ...sides] = openingAndCover.map((to) => (out[to] == null ? null : Number(out[to])));
    return openingTooWide(opening, ...sides);
  };
};

const unitColumns = [
  ['authority_id', ['authorityCode', 'authorityName']],
  ['owner_id', ['ownerCode', 'ownerName']],
  ['maintainer_id', ['maintainerCode', 'maintainerName']],
] as const;

/** Class and units, into the row; units that ended and by which it names others, into `met`. */
const wordsInto = (rules: RowRules, ground: Ground, met: Set<string>): Into => {
  const columnOf = columnsOf(rules.fields);
  const classOf = classReader(columnOf, ground, rules.classCode);
  const reading = [
    { to: place.class_code, read: classOf },
    ...unitColumns.map(([column, keys]) => ({ to: place[column], read: unitReader(keys, columnOf, ground, met) })),
  ];
  return (texts, out) => {
    met.clear();
    for (const { to, read } of reading) {
      const value = read(texts);
      if (isRejection(value)) return value;
      out[to] = value;
    }
    return null;
  };
};

const numberInto = (rules: RowRules): Into => {
  const numberOf = firstOf(numberKeys, columnsOf(rules.fields));
  return (texts, out) => {
    const number = numberOf(texts);
    if (number === null) return null;
    if (number.text.length > 64) return reject('census-text-too-long', { field: number.key, params: { limit: 64 } }).rejection;
    if (hidesSomething(number.text)) return reject('text-control-characters', { field: number.key }).rejection;
    const lost = lostFigures(number.text);
    if (lost !== null) return { ...lost, field: number.key };
    out[place.given_number] = plainNumber(number.text);
    return null;
  };
};

/** Opens the reading of one file's rows. @param followed counts the rows that were read as of another than they name, by the unit that ended */
export const openRowReader = (rules: RowRules, ground: Ground, followed: Map<string, number>): RowReader => {
  const [positionOf, road] = [positionReader(rules, ground.extent), columnsOf(rules.fields)('roadName')];
  const codeOf = firstOf(['streetCode', 'districtCode'], columnsOf(rules.fields));
  const met = new Set<string>();
  const [words, simples, number] = [wordsInto(rules, ground, met), simpleInto(rules, ground), numberInto(rules)];
  const out: (string | null)[] = new Array(stagedNames.length).fill(null);
  return (texts, point) => {
    const at = positionOf(texts, point);
    if (!at.ok) return at.rejection;
    out.fill(null);
    const why =
      words(texts, out) ??
      simples(texts, out) ??
      number(texts, out) ??
      locate(out, at.value, { road: texts[road]?.trim() ?? null, code: codeOf(texts)?.text ?? null }, ground, rules.reach);
    if (why !== null) return why;
    for (const id of met) followed.set(id, (followed.get(id) ?? 0) + 1);
    return out;
  };
};
