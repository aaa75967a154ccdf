import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Changes, gather } from '../../../web/staff/gather.ts';

describe('changes of orders', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('that come together are looked at once', async () => {
    const looks: string[][] = [];
    const { tell } = gather(async ({ ids }) => looks.push([...ids]), 400);
    tell('1');
    tell('2');
    tell('1');
    await vi.advanceTimersByTimeAsync(400);
    expect(looks).toEqual([['1', '2']]);
  });

  it('that come faster than they are answered leave each look whole, and are all looked at after it', async () => {
    const done: Changes[] = [];
    let cutOff = 0;
    let atWork = 0;
    const look = async (changes: Changes) => {
      atWork += 1;
      if (atWork > 1) cutOff += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      atWork -= 1;
      done.push(changes);
    };
    const { tell } = gather(look, 400);
    for (let i = 0; i < 50; i += 1) {
      tell(String(i));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(done.length, 'some are answered while the storm lasts').toBeGreaterThanOrEqual(2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(cutOff).toBe(0);
    expect(new Set(done.flatMap(({ ids }) => [...ids])).size).toBe(50);
  });

  it('go on being looked at after a look that failed', async () => {
    let looks = 0;
    const { tell } = gather(async () => {
      looks += 1;
      throw new Error('nobody answered');
    }, 400);
    tell(null);
    await vi.advanceTimersByTimeAsync(400);
    tell('7');
    await vi.advanceTimersByTimeAsync(400);
    expect(looks).toBe(2);
  });
});
