import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClosedOrder, decideClosedStatus, isKeeper, type StatusWord } from '#domain/asset-status.ts';

test('an asset is kept by its owner and its maintainer, and an ownerless one by nobody', () => {
  const asset = { ownerId: 'power', maintainerId: 'keeper' };
  expect([['gas', 'power'], ['keeper'], ['gas'], []].map((units) => isKeeper(units, asset))).toEqual([true, true, false, false]);
  expect(isKeeper(['gas'], { ownerId: null, maintainerId: null })).toBe(false);
});

describe('an order closed against what somebody said of its asset meanwhile', () => {
  const early = '2026-11-23T02:00:00Z';
  const late = '2026-11-23T03:00:00Z';
  const order = (given: Partial<ClosedOrder> = {}): ClosedOrder => ({ repliedAt: early, replied: 'intact', kind: 'missing', ...given });

  test.each([
    ['nobody else spoke: the reply stands', 'missing', order(), null, { status: 'intact', passedOver: null }],
    [
      'somebody spoke before the reply',
      'missing',
      order({ repliedAt: late }),
      { status: 'missing', at: early },
      { status: 'intact', passedOver: { whose: 'other', status: 'missing' } },
    ],
    [
      'somebody spoke after the reply',
      'damaged',
      order(),
      { status: 'damaged', at: late },
      { status: 'damaged', passedOver: { whose: 'order', status: 'intact' } },
    ],
    ['both say the same, in whichever order', 'intact', order(), { status: 'intact', at: late }, { status: 'intact', passedOver: null }],
    ['the reply names none: what was reported is over', 'missing', order({ replied: null }), null, { status: 'intact', passedOver: null }],
    ['the reply names none, and the status is another matter', 'damaged', order({ replied: null }), null, { status: 'damaged', passedOver: null }],
    [
      'the reply names none, and the well was filled in',
      'removed',
      order({ replied: null }),
      { status: 'removed', at: late },
      { status: 'removed', passedOver: null },
    ],
    ['a kind that leaves no mark says nothing', 'damaged', order({ replied: null, kind: null }), null, { status: 'damaged', passedOver: null }],
  ] as const)('%s', (_, current, closed, other, decided) => {
    expect(decideClosedStatus(current, closed, other)).toEqual(decided);
  });

  test('what stands is always one of the words or what was, and a word that differs from it is never lost', () => {
    const status = fc.constantFrom('intact', 'damaged', 'missing', 'abandoned', 'removed');
    const at = fc.constantFrom(early, late);
    fc.assert(
      fc.property(status, at, status, fc.option(at), (replied, repliedAt, said, saidAt) => {
        const other: StatusWord | null = saidAt === null ? null : { status: said, at: saidAt };
        const { status: stands, passedOver } = decideClosedStatus(said, { replied, repliedAt, kind: null }, other);
        expect([replied, said]).toContain(stands);
        const unlike = (other === null ? [replied] : [replied, said]).filter((word) => word !== stands);
        expect(passedOver === null ? [] : [passedOver.status]).toEqual(unlike);
      }),
    );
  });
});
