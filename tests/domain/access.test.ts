import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, type Grant, type Permission, permissionsOf, reachOf } from '#domain/access.ts';
import type { Role } from '#domain/contract/terms.ts';

const city = '310000';
const grant = (role: Role, placeCode: string | null, unitId: string | null = null): Grant => ({ role, placeCode, unitId });
const order = { districtCode: '310104', streetCode: '310104007', unitIds: ['power', 'road-310104'] };
const sees = (grants: readonly Grant[], permission: Permission = 'orders.read') => {
  const reach = reachOf(grants, permission, city);
  return reach !== null && covers(reach, order);
};

describe('a grant reaches', () => {
  test.each([
    ['the whole city', grant('dispatcher', city), true],
    ['its district', grant('dispatcher', '310104'), true],
    ['its street', grant('dispatcher', '310104007'), true],
    ['not the next district', grant('dispatcher', '310101'), false],
    ['not the next street', grant('dispatcher', '310104008'), false],
    ['not a street by the first digits of its code', grant('dispatcher', '31010400'), false],
    ['what its unit has to do with', grant('clerk', null, 'power'), true],
    ['also what its unit was told of', grant('clerk', null, 'road-310104'), true],
    ['not what another unit has', grant('clerk', null, 'gas'), false],
  ] as const)('%s', (_, given, seen) => {
    expect(sees([given])).toBe(seen);
  });

  test('nothing where no role carries the permission', () => {
    expect(reachOf([grant('registrar', city)], 'orders.read', city)).toBeNull();
    expect(reachOf([], 'orders.read', city)).toBeNull();
    expect(sees([grant('analyst', city)], 'contacts.read')).toBe(false);
  });

  test('only as far as the roles that carry the permission: a wide reader acts narrowly', () => {
    const grants = [grant('analyst', city), grant('clerk', null, 'gas')];
    expect(sees(grants, 'orders.read')).toBe(true);
    expect(sees(grants, 'orders.act')).toBe(false);
  });
});

test('one more grant never takes anything away', () => {
  const anyGrant = fc
    .tuple(fc.constantFrom(...(Object.keys(permissionsOf) as Role[])), fc.constantFrom(city, '310104', '310104007', '310101', null))
    .map(([role, place]) => (place ? grant(role, place) : grant(role, null, 'power')));
  const permission = fc.constantFrom(...new Set(Object.values(permissionsOf).flat()));
  fc.assert(
    fc.property(fc.array(anyGrant, { maxLength: 4 }), anyGrant, permission, (grants, more, wanted) => {
      if (sees(grants, wanted)) expect(sees([...grants, more], wanted)).toBe(true);
    }),
  );
});
