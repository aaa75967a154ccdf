import type { Locator, Page } from '@playwright/test';
import { expect } from './story.ts';

/** Seconds of a person's hand and head: the keystroke-level model of Card, Moran and Newell, for one who types 40 words a minute. */
const person = { key: 0.28, click: 1.1 + 0.2, look: 1.35 };
/** A Chinese character takes so many keys in pinyin, choosing among homonyms counted. */
const keysOf = (words: string): number => [...words].reduce((sum, mark) => sum + (mark > '\u2e7f' ? 3 : 1), 0);

export interface Spent {
  readonly keys: number;
  readonly clicks: number;
  /** Times that the person has to read before they go on. */
  readonly looks: number;
  /** For how long the program let them wait. */
  readonly waitedMs: number;
}
export const secondsOf = ({ keys, clicks, looks, waitedMs }: Spent): number =>
  keys * person.key + clicks * person.click + looks * person.look + waitedMs / 1000;

/** A page with the hand of its person: each key and click is counted, and so is the time for which the program lets them wait. */
export const handOn = (page: Page) => {
  const spent = { keys: 0, clicks: 0, looks: 0, waitedMs: 0 };
  const timed = async (work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    spent.waitedMs += performance.now() - began;
  };
  return {
    page,
    spent: (): Spent => ({ ...spent }),
    press: async (key: string): Promise<void> => {
      spent.keys += key.split('+').length;
      await timed(() => page.keyboard.press(key));
    },
    type: async (words: string): Promise<void> => {
      spent.keys += keysOf(words);
      await timed(() => page.keyboard.type(words));
    },
    click: async (thing: Locator): Promise<void> => {
      spent.clicks += 1;
      await timed(() => thing.click());
    },
    /** Waits until it stands there, and reads it. */
    sees: async (thing: Locator, words?: string | RegExp): Promise<void> => {
      spent.looks += 1;
      await timed(() => (words === undefined ? expect(thing).toBeVisible() : expect(thing).toContainText(words)));
    },
  };
};
export type HandOn = ReturnType<typeof handOn>;
