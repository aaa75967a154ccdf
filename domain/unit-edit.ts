import type { UnitHours } from './contract/network-units.ts';
import type { Name } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';
import { isBelow } from './unit-levels.ts';

export type UnitKind = 'trade' | 'road' | 'greening' | 'centre';
export type UnitLevel = 'city' | 'district' | 'street' | 'trade';

/** What people write of a unit; its code and its kind are given once. */
export interface UnitForm {
  readonly name: Name;
  readonly parentId: string | null;
  readonly placeCode: string;
  readonly alsoPlaces: readonly string[];
  readonly words: readonly string[];
  readonly phone: string | null;
  readonly hours: UnitHours | null;
}

export interface HeldUnit {
  readonly id: string;
  readonly kind: UnitKind;
  readonly placeCode: string;
  readonly parentId: string | null;
  readonly active: boolean;
}

export interface HeldPlace {
  readonly code: string;
  readonly kind: 'city' | 'district' | 'street';
  readonly parentCode: string | null;
}

/** What a unit is held against: the others, and the places that are not retired. */
export interface UnitGround {
  readonly units: readonly HeldUnit[];
  readonly places: readonly HeldPlace[];
}

/** Where units of a kind can be: dispatch finds a road's and a greening's by district, else by the city. */
const levelsOf: Readonly<Record<UnitKind, readonly HeldPlace['kind'][]>> = {
  trade: ['city', 'district', 'street'],
  road: ['city', 'district'],
  greening: ['city', 'district'],
  centre: ['city', 'district', 'street'],
};

type Who = Pick<HeldUnit, 'id' | 'kind'>;

const decidePlace = ({ id, kind }: Who, { placeCode }: UnitForm, { units, places }: UnitGround): Decision<UnitLevel> => {
  const place = places.find(({ code }) => code === placeCode);
  if (!place || !levelsOf[kind].includes(place.kind)) return reject('unit-place-wrong', { field: 'placeCode' });
  if (kind !== 'centre') return accept(kind === 'trade' ? 'trade' : place.kind);
  const before = units.find((unit) => unit.id === id);
  if (before && before.placeCode !== placeCode) return reject('unit-place-fixed', { field: 'placeCode' });
  const isTaken = units.some((unit) => unit.kind === 'centre' && unit.active && unit.placeCode === placeCode && unit.id !== id);
  return isTaken ? reject('unit-place-taken', { field: 'placeCode' }) : accept(place.kind);
};

const isAlsoRight = ({ kind }: Who, { alsoPlaces, placeCode }: UnitForm, { places }: UnitGround): boolean =>
  alsoPlaces.length === 0 ||
  ((kind === 'road' || kind === 'greening') &&
    alsoPlaces.every((code) => code !== placeCode && places.some((place) => place.code === code && place.kind === 'district')));

const isParentRight = (id: string, parentId: string | null, { units }: UnitGround): boolean =>
  parentId === null || (parentId !== id && units.some((unit) => unit.id === parentId && unit.active) && !isBelow(units, parentId, id));

/** Whether a unit may be so. @returns its level, which follows from its kind and its place */
export const decideUnit = (who: Who, form: UnitForm, ground: UnitGround): Decision<UnitLevel> => {
  const level = decidePlace(who, form, ground);
  if (!level.ok) return level;
  if (!isAlsoRight(who, form, ground)) return reject('unit-also-wrong', { field: 'alsoPlaces' });
  if (!isParentRight(who.id, form.parentId, ground)) return reject('unit-parent-wrong', { field: 'parentId' });
  if (form.hours && form.hours.fromTime === form.hours.toTime) return reject('unit-hours-empty', { field: 'hours/toTime' });
  return level;
};

/** The codes over a place, the nearest first. */
const placesOver = (code: string, places: readonly HeldPlace[]): string[] => {
  const over: string[] = [];
  let at = places.find((place) => place.code === code)?.parentCode ?? null;
  while (at !== null && over.length < 4) {
    over.push(at);
    const here: string = at;
    at = places.find((place) => place.code === here)?.parentCode ?? null;
  }
  return over;
};

/**
 * Whether a unit may end with another to follow it. A centre's place stays, so what it held goes to a centre over it; a place that becomes
 * part of another is dissolved, by the command for it.
 */
export const decideEnding = (unit: HeldUnit, successorId: string, { units, places }: UnitGround): Decision<HeldUnit> => {
  if (!unit.active) return reject('unit-ended');
  const over = placesOver(unit.placeCode, places);
  if (unit.kind === 'centre' && over.length === 0) return reject('unit-city-centre');
  const heir = units.find(({ id }) => id === successorId);
  const fits = unit.kind === 'centre' ? heir?.kind === 'centre' && over.includes(heir.placeCode) : heir?.kind !== 'centre';
  return heir?.active && heir.id !== unit.id && fits ? accept(heir) : reject('unit-successor-wrong', { field: 'successorId' });
};

/** One field of a unit as it stood and as it stands, as a person reads it. */
export interface UnitChange {
  readonly field: keyof UnitForm;
  readonly before: string;
  readonly after: string;
}

const hoursText = (hours: UnitHours | null): string => (hours ? `${hours.weekdays.join(' ')} ${hours.fromTime}–${hours.toTime}` : '');

const texts = (form: UnitForm): Readonly<Record<keyof UnitForm, string>> => ({
  name: `${form.name.zh} / ${form.name.en}`,
  parentId: form.parentId ?? '',
  placeCode: form.placeCode,
  alsoPlaces: form.alsoPlaces.toSorted().join(' '),
  words: form.words.join(' '),
  phone: form.phone ?? '',
  hours: hoursText(form.hours),
});

/** What differs; of a unit that was not there everything that says something. */
export const changesOf = (before: UnitForm | null, after: UnitForm): UnitChange[] => {
  const was = before && texts(before);
  const is = texts(after);
  return (Object.keys(is) as (keyof UnitForm)[]).flatMap((field) => {
    const old = was?.[field] ?? '';
    return old === is[field] ? [] : [{ field, before: old, after: is[field] }];
  });
};
