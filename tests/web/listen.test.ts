import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, longestSilenceMs } from '../../web/client/listen.ts';

/** A browser's own line, whose other end these tests hold. */
class Line extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: Line[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    super();
    Line.all.push(this);
  }
  close(): void {
    this.readyState = Line.CLOSED;
  }
  say(type: string, data = '{}'): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

const last = (): Line => Line.all.at(-1) as Line;
const open = () => {
  const told: string[] = [];
  const line = listen('/api/v1/events', ['order'], { onEvent: ({ type }) => told.push(type), onState: (state) => told.push(state) });
  last().onopen?.();
  return { told, ...line };
};

describe('a page that listens to the server', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Line);
    Line.all.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('stays on its line as long as it hears a beat or an event', () => {
    const { told, end } = open();
    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(longestSilenceMs - 1);
      last().say(i % 2 === 0 ? 'beat' : 'order');
    }
    expect(Line.all).toHaveLength(1);
    expect(told.slice(2)).toEqual(['order', 'order', 'order', 'order', 'order']);
    end();
  });

  it('tells at its first opening that what was loaded before it may be older than what it tells', () => {
    const { told, end } = open();
    expect(told).toEqual(['opened', 'live']);
    end();
  });

  it('says that a line is lost which nothing was heard from, opens another, and tells that something may have been missed', () => {
    const { told, end } = open();
    vi.advanceTimersByTime(longestSilenceMs);
    expect(Line.all.map(({ readyState }) => readyState)).toEqual([Line.CLOSED, 0]);
    expect(told).toEqual(['opened', 'live', 'catching-up']);
    last().onopen?.();
    expect(told.slice(2)).toEqual(['catching-up', 'caught-up', 'live']);
    end();
  });

  it('opens anew after a reply that is no event stream, later each time, and never once it has ended', () => {
    const { told, end } = open();
    for (const waitMs of [1_000, 2_000, 4_000]) {
      last().close();
      last().onerror?.();
      const before = Line.all.length;
      vi.advanceTimersByTime(waitMs - 1);
      expect(Line.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(Line.all).toHaveLength(before + 1);
    }
    expect(told.slice(2)).toEqual(['catching-up', 'catching-up', 'catching-up']);
    end();
    const all = Line.all.length;
    vi.advanceTimersByTime(10 * longestSilenceMs);
    expect(Line.all).toHaveLength(all);
  });
});
