import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../../api/app-type.ts';
import { type Heard, openChangeFeed } from '../../../api/live/change-feed.ts';

/** Connections to a database, each of which hears from the moment these tests let it. */
class Line extends EventEmitter {
  release = (): void => undefined;
  hears: () => void = () => undefined;
  readonly heard = new Promise<void>((hears) => {
    this.hears = hears;
  });
  query = (): Promise<void> => this.heard;
  say(id: string): void {
    this.emit('notification', { payload: JSON.stringify({ id, version: 1, district: '990101', street: '990101001', units: [] }) });
  }
}

const openFeed = () => {
  const lines: Line[] = [];
  const connect = async () => {
    const line = new Line();
    lines.push(line);
    return line;
  };
  const feed = openChangeFeed({ pool: { connect } } as unknown as App);
  const hear = () => {
    const heard: (string | undefined)[] = [];
    const tell = (one: Heard) => heard.push(one === 'end' || 'person' in one ? 'end' : one.id);
    return { heard, stop: feed.subscribe(tell) };
  };
  return { feed, lines, hear };
};
const aMoment = () => new Promise((resolve) => setImmediate(resolve));

describe('changes that a server hears of', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are asked for again once, however many came while the database was away', async () => {
    vi.useFakeTimers();
    let tries = 0;
    const connect = async () => {
      tries += 1;
      throw new Error('away');
    };
    const feed = openChangeFeed({ pool: { connect } } as unknown as App);
    for (let i = 0; i < 5; i += 1) await feed.listening();
    expect(tries).toBe(5);
    await vi.advanceTimersByTimeAsync(600);
    expect(tries).toBe(6);
    feed.close();
  });

  it('are promised to nobody before the database tells them', async () => {
    const { feed, lines, hear } = openFeed();
    let isPromised = false;
    const promised = feed.listening().then(() => {
      isPromised = true;
    });
    await aMoment();
    expect([lines.length, isPromised]).toEqual([1, false]);
    lines[0]?.hears();
    await promised;
    const first = hear();
    lines[0]?.say('7');
    expect(first.heard).toEqual(['7']);
    feed.close();
  });

  it('are missed by nobody who listened before the line broke, also where somebody who comes has it opened anew before its time', async () => {
    const { feed, lines, hear } = openFeed();
    const [first] = [feed.listening(), await aMoment(), lines[0]?.hears()];
    await first;
    const before = hear();
    lines[0]?.emit('error', new Error('gone'));
    const again = feed.listening();
    await aMoment();
    lines[1]?.hears();
    await again;
    const after = hear();
    lines[1]?.say('8');
    expect([before.heard, after.heard]).toEqual([['end', '8'], ['8']]);
    feed.close();
  });
});
