import {
  findNetworkUnit,
  insertUnit,
  insertUnitChange,
  type LockedUnit,
  listLivingPlaces,
  listUnitChanges,
  lockUnits,
  updateUnit,
} from '#db/queries/network/network-units.ts';
import type { Connection } from '#db/sql.ts';
import { covers, reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import type { NetworkUnit } from '#domain/contract/network-units.ts';
import { changesOf, decideUnit, type HeldPlace, type UnitForm, type UnitGround, type UnitKind } from '#domain/unit-edit.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';

type PlaceOf = Pick<HeldPlace, 'code' | 'parentCode'>;

/** Whether a person keeps the units of a place: a district's administrator those of it and of its streets, the city's all. */
export const mayKeep = (person: Person | null, place: PlaceOf | undefined): boolean => {
  const reach = person && reachOf(person.grants, 'units.edit', person.cityCode);
  if (!reach) return false;
  return reach.city || (place !== undefined && covers(reach, { districtCode: place.parentCode ?? '', streetCode: place.code, unitIds: [] }));
};

export const requireKept = (person: Person | null, { places }: Pick<UnitGround, 'places'>, placeCode: string): Person => {
  const place = places.find(({ code }) => code === placeCode);
  if (person === null || !mayKeep(person, place)) throw refuse('outside-scope');
  return person;
};

/** The units, held, and the places that there are. */
export const holdGround = async (client: Connection) => ({ units: await lockUnits(client), places: await listLivingPlaces(client) });

/** A unit that the person keeps and that goes on, as they saw it. @throws HttpError not-found, outside-scope, unit-ended, unit-changed */
export const heldUnit = (
  person: Person | null,
  ground: { readonly units: readonly LockedUnit[]; readonly places: readonly HeldPlace[] },
  id: string,
  version: number,
): LockedUnit => {
  const unit = ground.units.find((one) => one.id === id);
  if (!unit) throw refuse('not-found', { field: 'unitId' });
  requireKept(person, ground, unit.placeCode);
  if (!unit.active) throw refuse('unit-ended', { field: 'unitId' });
  if (unit.version !== version) throw refuse('unit-changed', { field: 'version' });
  return unit;
};

export const tellUnit = async (connection: Connection, id: string, person: Person | null): Promise<NetworkUnit> => {
  const unit = await findNetworkUnit(connection, id);
  if (!unit) throw refuse('not-found', { field: 'unitId' });
  const { parentCode, ...told } = unit;
  return { ...told, mayEdit: unit.active && mayKeep(person, { code: unit.place.code, parentCode }), changes: await listUnitChanges(connection, id) };
};

/** Words that a person wrote and that say something. */
const said = (text: string, field: string, most: number): string => {
  const clean = accepted(decideText(text, field, most));
  if (clean === '') throw refuse('field-invalid', { field, params: { field, why: '≥ 1' } });
  return clean;
};

export const saidWhy = (why: string): string => said(why, 'why', 500);

const cleaned = (form: UnitForm): UnitForm => ({
  name: { zh: said(form.name.zh, 'name/zh', 60), en: said(form.name.en, 'name/en', 100) },
  parentId: form.parentId,
  placeCode: form.placeCode,
  alsoPlaces: form.alsoPlaces,
  words: form.words.map((word, i) => said(word, `words/${i}`, 40)),
  phone: form.phone,
  hours: form.hours && { ...form.hours, weekdays: form.hours.weekdays.toSorted((a, b) => a - b) },
});

/** Each place that a form names has to be one whose units this person keeps. */
const requireForm = (person: Person | null, form: UnitForm, ground: UnitGround): Person => {
  for (const code of form.alsoPlaces) requireKept(person, ground, code);
  return requireKept(person, ground, form.placeCode);
};

export const addUnit = async (client: Connection, given: Person | null, body: UnitForm & { id: string; kind: UnitKind; why: string }, now: string) => {
  const form = cleaned(body);
  const why = saidWhy(body.why);
  const ground = await holdGround(client);
  const { id, kind } = body;
  const by = requireForm(given, form, ground);
  if (ground.units.some((unit) => unit.id === id)) throw refuse('unit-id-taken', { field: 'id' });
  const level = accepted(decideUnit({ id, kind }, form, ground));
  await insertUnit(client, { ...form, id, kind, level });
  await insertUnitChange(client, { unitId: id, at: now, personId: by.id, action: 'added', version: 1, changes: changesOf(null, form), why });
};

export const changeUnit = async (
  client: Connection,
  given: Person | null,
  { unitId, ...body }: UnitForm & { unitId: string; version: number; why: string },
  now: string,
) => {
  const form = cleaned(body);
  const why = saidWhy(body.why);
  const ground = await holdGround(client);
  const unit = heldUnit(given, ground, unitId, body.version);
  const by = requireForm(given, form, ground);
  const level = accepted(decideUnit(unit, form, ground));
  const changes = changesOf(unit, form);
  if (changes.length === 0) throw refuse('unit-unchanged');
  await updateUnit(client, unitId, { ...form, level });
  await insertUnitChange(client, { unitId, at: now, personId: by.id, action: 'changed', version: unit.version + 1, changes, why });
};
