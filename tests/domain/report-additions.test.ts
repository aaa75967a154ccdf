import { describe, expect, it } from 'vitest';
import { decideAddition } from '#domain/report-additions.ts';

describe('adding to a report', () => {
  const open = { state: 'signed', additions: 0, isErased: false } as const;

  it.each(['dispatched', 'signed', 'contacted', 'in_progress', 'paused', 'resolved', 'checked', 'called_back'] as const)(
    'may be done while it is %s',
    (state) => {
      expect(decideAddition({ ...open, state }).ok).toBe(true);
    },
  );

  it.each(['closed', 'void', 'merged'] as const)('may not be done once it is %s', (state) => {
    expect(decideAddition({ ...open, state })).toMatchObject({ ok: false, rejection: { code: 'addition-over' } });
  });

  it('ends with ten, and with what its reporter left being erased', () => {
    expect(decideAddition({ ...open, additions: 9 }).ok).toBe(true);
    expect(decideAddition({ ...open, additions: 10 })).toMatchObject({ rejection: { code: 'additions-full', params: { most: 10 } } });
    expect(decideAddition({ ...open, isErased: true })).toMatchObject({ rejection: { code: 'addition-over' } });
  });
});
