import { describe, expect, test } from 'vitest';
import type { RuleSet } from '#domain/contract/rules.ts';
import { afterSaving, change, nothing, wordsNow } from '../../web/features/network/begun.ts';

const rule = { id: 'all', when: {}, act: ['street'], tell: [], fallBack: [] };
const set = { id: '7', revision: 1, title: '原来的', rules: [rule], after: { denial: { leastPercent: 10 } } } as unknown as RuleSet;
const saved = (title: string): RuleSet => ({ ...set, revision: 2, title });

describe('what is begun in a draft of the rules', () => {
  test('is what was changed, beside the draft as it was', () => {
    const begun = change(nothing, { title: '新的' }, set, false);
    expect(begun).toEqual({ of: set, title: '新的' });
    expect(wordsNow(set, begun)).toEqual({ title: '新的', rules: set.rules, after: set.after });
  });

  test('is nothing when all was changed back', () => {
    const begun = change(change(nothing, { title: '新的' }, set, false), { rules: [rule, rule] }, set, false);
    const half = change(begun, { title: '原来的' }, set, false);
    expect(half).toEqual({ of: set, rules: [rule, rule] });
    expect(change(half, { rules: [{ ...rule }] }, set, false)).toBe(nothing);
  });

  test('stays when it is what stood before another saved the draft, or before one’s own save that is on its way', () => {
    const begun = change(nothing, { title: '新的' }, set, false);
    expect(change(begun, { title: '原来的' }, set, true).title).toBe('原来的');
    expect(change(begun, { title: '别人的' }, saved('别人的'), false)).toEqual({ of: set, title: '别人的' });
  });

  test('is gone once it was saved, but for what was changed on the way', () => {
    const begun = change(nothing, { title: ' 新的' }, set, false);
    const sent = wordsNow(set, begun);
    expect(afterSaving(begun, sent, saved('新的'))).toBe(nothing);
    expect(afterSaving(change(begun, { title: '新的' }, set, true), sent, saved('新的'))).toBe(nothing);
    expect(afterSaving(change(begun, { title: '原来的' }, set, true), sent, saved('新的'))).toEqual({ of: saved('新的'), title: '原来的' });
    expect(afterSaving(change(begun, { rules: [rule, rule] }, set, true), sent, saved('新的'))).toEqual({ of: saved('新的'), rules: [rule, rule] });
  });
});
