import { expect, test } from 'vitest';
import type { Session } from '#domain/contract/sessions.ts';
import type { Role } from '#domain/contract/terms.ts';
import { addressOf, homesOf, ownAddressOf, startOf, startOnPhone } from '../../../web/staff/homes.ts';

const name = { zh: '某处', en: 'Somewhere' };
const holding = (role: Role, scope: 'place' | 'unit'): Session => ({
  username: 'x',
  name,
  grants: [{ role, place: scope === 'place' ? { code: '310104', name } : null, unit: scope === 'unit' ? { id: 'power', name, hasEnded: false } : null }],
  permissions: [],
  area: null,
  lacksSecondFactor: false,
  csrfToken: '',
  expiresAt: '',
});

test.each([
  ['dispatcher', 'place', '/desk'],
  ['agent', 'place', '/desk'],
  ['supervisor', 'place', '/desk'],
  ['leader', 'place', '/desk'],
  ['clerk', 'unit', '/unit'],
  ['crew', 'unit', '/unit'],
  ['registrar', 'place', '/registry'],
  ['analyst', 'place', '/analysis'],
] as const)('a %s of a %s starts at %s', (role, scope, path) => expect(startOf(holding(role, scope))).toBe(path));

test.each([
  ['analyst', '/analysis'],
  ['leader', '/analysis'],
  ['supervisor', '/analysis'],
  ['administrator', '/analysis/matching'],
] as const)('a %s’s header leads to %s: matching stands beside the analysis, and alone for who has none', (role, path) => {
  expect(
    homesOf(holding(role, 'place'))
      .map(addressOf)
      .filter((one) => one.startsWith('/analysis')),
  ).toEqual([path]);
});

test('on a phone a crew starts with its jobs, everyone else where they always do', () => {
  expect(startOnPhone(holding('crew', 'unit'))).toBe('/crew');
  expect(startOnPhone({ ...holding('crew', 'unit'), lacksSecondFactor: true })).toBe('/account');
  expect(startOnPhone(holding('clerk', 'unit'))).toBe('/unit');
});

test.each([
  ['a clerk’s mail', holding('clerk', 'unit'), '/desk/42', '/unit/42'],
  ['a crew’s danger call', holding('crew', 'unit'), '/desk/42', '/unit/42'],
  ['a dispatcher who was shown it by a unit', holding('dispatcher', 'place'), '/unit/42', '/desk/42'],
  ['a dispatcher', holding('dispatcher', 'place'), '/desk/42', null],
  ['a clerk', holding('clerk', 'unit'), '/unit/42', null],
  ['a clerk who opens the desk itself', holding('clerk', 'unit'), '/desk', null],
  ['a registrar, who has no orders', holding('registrar', 'place'), '/desk/42', null],
] as const)('an order’s address leads %s to where they may open it', (_who, session, path, own) => expect(ownAddressOf(session, path)).toBe(own));
