import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../../web/client/device/store.ts';
import { isMine } from '../../../web/features/crew/sync.ts';

const me = { zh: '王师傅', en: 'Wang' };
const event = (action: string, at: string, person = me) => ({ action, at, person }) as never;
const step = (at: string, seenEvents: number): Waiting => ({
  id: 'k',
  what: 'act',
  at,
  path: '',
  headers: {},
  body: {},
  queue: '1',
  state: 'waiting',
  memo: { by: 'crew', action: 'resolve', seen: 7, seenEvents, doneAt: '' },
});

describe('a step whose answer was lost', () => {
  it('is known again in the story, though the phone’s clock goes ten minutes ahead', () => {
    const events = [event('receive', '2026-11-20T08:00:00Z'), event('resolve', '2026-11-20T09:00:00Z')];
    expect(isMine({ events }, step('2026-11-20T09:10:00Z', 1), me)).toBe(true);
  });

  it('is not taken for the same one of before a rework, though the phone’s clock goes two hours behind', () => {
    const events = [event('resolve', '2026-11-20T09:00:00Z'), event('rework', '2026-11-20T09:30:00Z')];
    expect(isMine({ events }, step('2026-11-20T08:00:00Z', 2), me)).toBe(false);
  });

  it('is nobody else’s of that kind', () => {
    const events = [event('receive', '2026-11-20T08:00:00Z'), event('resolve', '2026-11-20T09:00:00Z', { zh: '李师傅', en: 'Li' })];
    expect(isMine({ events }, step('2026-11-20T09:00:00Z', 1), me)).toBe(false);
  });
});
