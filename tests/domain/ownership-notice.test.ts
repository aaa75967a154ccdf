import { describe, expect, it } from 'vitest';
import { decideClaim, decideNotice, decideNoticeDue, decideOwnerless, endOfNotice, type NoticeFacts, noticeDueAt } from '#domain/ownership-notice.ts';

const claimed = { id: '1', unitId: 'power', isPending: true };
const notice: NoticeFacts = { outcome: null, endsOn: '2026-12-08', claims: [claimed] };
const code = (decided: { ok: boolean; rejection?: { code: string } }) => (decided.ok ? 'ok' : decided.rejection?.code);

describe('a public notice', () => {
  it('lasts so many whole days after the one on which it was published, and is due when the last is over', () => {
    expect(endOfNotice('2026-11-23', 15)).toBe('2026-12-08');
    expect(noticeDueAt('2026-12-08', 'Asia/Shanghai')).toBe('2026-12-08T16:00:00.000Z');
  });

  it.each([
    [{ ownerId: null, mergedInto: null, status: 'intact' }, 'ok'],
    [{ ownerId: 'power', mergedInto: null, status: 'intact' }, 'notice-owned'],
    [{ ownerId: null, mergedInto: '3100000', status: 'intact' }, 'notice-no-well'],
    [{ ownerId: null, mergedInto: null, status: 'removed' }, 'notice-no-well'],
  ])('of %j: %s', (well, what) => {
    expect(code(decideOwnerless(well, 'assetId'))).toBe(what);
  });

  it('takes one claim of a unit at a time, and none once it is settled', () => {
    expect(code(decideClaim(notice, 'water'))).toBe('ok');
    expect(code(decideClaim(notice, 'power'))).toBe('claim-made-already');
    expect(code(decideClaim({ ...notice, claims: [{ ...claimed, isPending: false }] }, 'power'))).toBe('ok');
    expect(code(decideClaim({ ...notice, outcome: 'unowned' }, 'water'))).toBe('notice-settled');
  });

  it.each([
    ['confirm', '2026-12-08', 'notice-running'],
    ['assign', '2026-12-08', 'notice-running'],
    ['refuse', '2026-11-24', 'ok'],
    ['withdraw', '2026-11-24', 'ok'],
    ['confirm', '2026-12-09', 'ok'],
    ['assign', '2026-12-09', 'ok'],
  ] as const)('%s on %s: %s', (decision, today, what) => {
    expect(code(decideNotice(notice, { decision, claimId: '1', unitId: 'water', today }))).toBe(what);
  });

  it('is confirmed to who claimed it, assigned to whom the registrar says, and by no claim of another notice', () => {
    const today = '2026-12-09';
    expect(decideNotice(notice, { decision: 'confirm', claimId: '1', today })).toMatchObject({ value: { outcome: 'confirmed', ownerId: 'power' } });
    expect(decideNotice(notice, { decision: 'assign', unitId: 'water', today })).toMatchObject({ value: { outcome: 'assigned', ownerId: 'water' } });
    expect(code(decideNotice(notice, { decision: 'confirm', claimId: '7', today }))).toBe('claim-unknown');
    expect(code(decideNotice(notice, { decision: 'assign', today }))).toBe('unit-unknown');
    expect(code(decideNotice({ ...notice, outcome: 'unowned' }, { decision: 'withdraw', today }))).toBe('notice-settled');
  });

  it('that ended because nobody claimed the well lets it be assigned still, and nothing else', () => {
    const unowned: NoticeFacts = { outcome: 'unowned', endsOn: '2026-12-08', claims: [] };
    const today = '2026-12-20';
    expect(decideNotice(unowned, { decision: 'assign', unitId: 'water', today })).toMatchObject({ value: { outcome: 'assigned', ownerId: 'water' } });
    for (const decision of ['confirm', 'refuse', 'withdraw'] as const)
      expect(code(decideNotice(unowned, { decision, claimId: '1', today })), decision).toBe('notice-settled');
    for (const outcome of ['confirmed', 'assigned', 'withdrawn'] as const)
      expect(code(decideNotice({ ...unowned, outcome }, { decision: 'assign', unitId: 'water', today })), outcome).toBe('notice-settled');
  });

  it('when it is due stays the keeper’s, reminds of claims, or has nothing left to ask', () => {
    const now = '2026-12-08T16:00:00.000Z';
    expect(decideNoticeDue({ ...notice, claims: [] }, false, now)).toEqual({ step: 'unowned' });
    expect(decideNoticeDue(notice, false, now)).toEqual({ step: 'remind', dueAt: '2026-12-09T16:00:00.000Z' });
    expect(decideNoticeDue(notice, true, now)).toEqual({ step: 'withdraw' });
  });
});
