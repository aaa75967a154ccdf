import { describe, expect, test } from 'vitest';
import type { Grant, Reach } from '#domain/access.ts';
import { decideGrants, mayManage } from '#domain/granting.ts';

const grounds = {
  placeOf: new Map([
    ['place 310000', '310000'],
    ['place 310104', '310104'],
    ['place 310104007', '310104007'],
    ['place 310101', '310101'],
    ['unit power', '310000'],
    ['unit road-310104', '310104'],
    ['unit gone-310104', '310104'],
    ['place 310104009', '310104009'],
  ]),
  ended: new Set(['unit gone-310104', 'place 310104009']),
  partOf: new Map([['place 310104009', '310104007']]),
};
const district: Reach = { city: false, placeCodes: ['310104'], unitIds: [] };
const city: Reach = { city: true, placeCodes: [], unitIds: [] };
const inPlace = (role: Grant['role'], placeCode: string): Grant => ({ role, placeCode, unitId: null });
const ofUnit = (role: Grant['role'], unitId: string): Grant => ({ role, placeCode: null, unitId });

const outcome = (reach: Reach, grant: Grant) => {
  const decided = decideGrants({ reach, held: [], grounds }, [grant]);
  return decided.ok ? 'given' : `${decided.rejection.code} ${decided.rejection.field}`;
};

describe('a role is given', () => {
  test.each([
    ['in the district itself', district, inPlace('dispatcher', '310104'), 'given'],
    ['in a street of it', district, inPlace('leader', '310104007'), 'given'],
    ['for a unit of it', district, ofUnit('crew', 'road-310104'), 'given'],
    ['not in the next district', district, inPlace('dispatcher', '310101'), 'outside-scope grants/0'],
    ['not in the whole city', district, inPlace('administrator', '310000'), 'outside-scope grants/0'],
    ['not for a unit of the whole city', district, ofUnit('clerk', 'power'), 'outside-scope grants/0'],
    ['anywhere by the city’s administrator', city, ofUnit('clerk', 'power'), 'given'],
    ['never in a place that is none', city, inPlace('agent', '319999'), 'place-unknown grants/0/placeCode'],
    ['never for a unit that is none', city, ofUnit('clerk', 'nobody'), 'unit-unknown grants/0/unitId'],
    ['never for a unit that ended', city, ofUnit('clerk', 'gone-310104'), 'unit-unknown grants/0/unitId'],
    ['never in a place that was dissolved', city, inPlace('agent', '310104009'), 'place-unknown grants/0/placeCode'],
    ['never to a clerk in a place', city, inPlace('clerk', '310104'), 'role-needs-unit grants/0/unitId'],
    ['never to a dispatcher for a unit', city, ofUnit('dispatcher', 'power'), 'role-needs-place grants/0/placeCode'],
  ] as const)('%s', (_what, reach, grant, expected) => {
    expect(outcome(reach, grant)).toBe(expected);
  });

  test('in a place that was dissolved, to who gets the same role where it is part of now', () => {
    const old = inPlace('agent', '310104009');
    const given = (...grants: Grant[]) => decideGrants({ reach: city, held: [], grounds }, grants);
    const both = [inPlace('agent', '310104007'), old];
    expect(given(...both)).toEqual({ ok: true, value: both });
    const unknown = { rejection: { code: 'place-unknown', field: 'grants/1/placeCode' } };
    expect(given(inPlace('leader', '310104007'), old), 'another role there').toMatchObject(unknown);
    expect(given(inPlace('agent', '310101'), old), 'the same role elsewhere').toMatchObject(unknown);
  });

  test('once, however often it is named', () => {
    const twice = [inPlace('agent', '310104'), inPlace('agent', '310104'), inPlace('leader', '310104')];
    expect(decideGrants({ reach: district, held: [], grounds }, twice)).toEqual({ ok: true, value: [twice[0], twice[2]] });
  });
});

describe('a person is managed', () => {
  test('by whose reach takes in all of their roles, and of nobody’s roles by the city alone', () => {
    const half = [inPlace('agent', '310104007'), inPlace('agent', '310101')];
    expect([mayManage(district, half.slice(0, 1), grounds), mayManage(district, half, grounds), mayManage(city, half, grounds)]).toEqual([true, false, true]);
    expect([mayManage(district, [], grounds), mayManage(city, [], grounds)]).toEqual([false, true]);
  });

  test('also after their unit ended, and keeps what they held there, though not in another role', () => {
    const held = [ofUnit('clerk', 'gone-310104'), ofUnit('clerk', 'road-310104')];
    expect(mayManage(district, held, grounds)).toBe(true);
    expect(decideGrants({ reach: district, held, grounds }, held)).toEqual({ ok: true, value: held });
    expect(decideGrants({ reach: district, held, grounds }, [ofUnit('crew', 'gone-310104')])).toMatchObject({ rejection: { code: 'unit-unknown' } });
  });
});
