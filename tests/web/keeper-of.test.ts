import { expect, test } from 'vitest';
import { keeperOf } from '../../web/features/orders/keeper-of.ts';

const unit = { id: 'drainage', name: { zh: '市排水企业', en: 'City Drainage' }, kind: 'trade', level: 'city' as const };
const asOwner = {
  dispatchReason: { code: 'dispatch-picked', params: { as: 'owner' } },
  dispatchPath: [{ id: unit.id, name: unit.name }],
  ownerEvidence: 'survey',
  unit,
};

test('an owner that was found by a claim or a decision is told as such, any other as the recorded one', () => {
  expect(keeperOf(asOwner)).toBe('owner');
  expect(keeperOf({ ...asOwner, ownerEvidence: 'claim' })).toBe('claimed');
  expect(keeperOf({ ...asOwner, ownerEvidence: 'decision' })).toBe('decided');
});

test('of a maintainer it says nothing, nor of a unit that has the order otherwise than by the registry', () => {
  const kept = { ...asOwner, ownerEvidence: 'decision' };
  expect(keeperOf({ ...kept, dispatchReason: { code: 'dispatch-picked', params: { as: 'maintainer' } } })).toBe('maintainer');
  expect(keeperOf({ ...kept, dispatchPath: [{ id: 'water', name: unit.name }] })).toBeNull();
  expect(keeperOf({ ...kept, dispatchReason: { code: 'dispatch-none' } })).toBeNull();
});
