import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideNextCall, type Hearsay, isDoubtful } from '#domain/calls.ts';

const chain = ['a', 'b', 'c'].map((personId) => ({ personId, unitId: 'street' }));

describe('who is called next', () => {
  test('goes through the names and begins again', () => {
    const called: { personId: string; round: number }[] = [];
    for (let i = 0; i < 7; i += 1) {
      const next = decideNextCall(chain, called);
      if (next) called.push(next);
    }
    expect(called.map(({ personId, round }) => `${personId}${round}`)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3']);
  });

  test('is nobody only where there is nobody', () => {
    expect(decideNextCall([], [{ personId: 'a', round: 3 }])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.record({ personId: fc.constantFrom('a', 'b', 'x'), round: fc.nat(5) })), (called) => {
        expect(decideNextCall(chain, called)).not.toBeNull();
      }),
    );
  });

  test('takes up a name that came on duty in the middle of a round', () => {
    expect(
      decideNextCall(
        [...chain, { personId: 'd', unitId: 'district' }],
        chain.map(({ personId }) => ({ personId, round: 1 })),
      ),
    ).toMatchObject({ personId: 'd', round: 1 });
  });
});

describe('a danger is looked at first', () => {
  const plain: Hearsay = { reportCount: 1, hasContact: true, photoCount: 0, channel: 'pin', roadDistanceM: 5, falseReports: 0, someoneHurt: false };
  test.each<[string, Partial<Hearsay>, boolean]>([
    ['not when somebody left a telephone', {}, false],
    ['when it is one anonymous word', { hasContact: false }, true],
    ['not when a photo shows it', { hasContact: false, photoCount: 1 }, false],
    ['not when an agent heard it', { hasContact: false, channel: 'hotline' }, false],
    ['when it lies far from any road', { roadDistanceM: 151 }, true],
    ['when no road is near at all', { roadDistanceM: null }, true],
    ['when the caller was wrong twice', { falseReports: 2 }, true],
    ['not when the caller was wrong once', { falseReports: 1 }, false],
    ['not when two say so', { hasContact: false, reportCount: 2 }, false],
    ['not when someone is hurt, whoever says so', { hasContact: false, roadDistanceM: null, falseReports: 9, someoneHurt: true }, false],
  ])('%s', (_, given, expected) => {
    expect(isDoubtful({ ...plain, ...given })).toBe(expected);
  });
});
