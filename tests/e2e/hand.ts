import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './story.ts';

/** Seconds of a person's hand and head: the keystroke-level model of Card, Moran and Newell, for one who types 40 words a minute; a push of a phone's page is a gesture of Holleis and others'. */
const person = { key: 0.28, click: 1.1 + 0.2, look: 1.35, push: 0.8 };
/** A Chinese character takes so many keys in pinyin, choosing among homonyms counted. */
const keysOf = (words: string): number => [...words].reduce((sum, mark) => sum + (mark > '\u2e7f' ? 3 : 1), 0);

export interface Spent {
  readonly keys: number;
  /** Clicks of a mouse, taps of a finger. */
  readonly clicks: number;
  /** How often a thumb has to push the page up until what is pressed next can be seen: no tap, but it takes its time. */
  readonly pushes: number;
  /** Times that the person has to read before they go on. */
  readonly looks: number;
  /** For how long the program let them wait. */
  readonly waitedMs: number;
}
export const secondsOf = ({ keys, clicks, pushes, looks, waitedMs }: Spent): number =>
  keys * person.key + clicks * person.click + pushes * person.push + looks * person.look + waitedMs / 1000;

/** A thumb pushes a page by about a third of a phone. */
const pushPx = 280;

interface Seen {
  readonly getBoundingClientRect: () => { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly contains: (other: Seen) => boolean;
  readonly ownerDocument: { readonly elementFromPoint: (x: number, y: number) => Seen | null };
}
/** Whether a finger put on its middle would meet it: neither outside the window nor beneath what sticks to its edges. */
const isInReach = (thing: Locator): Promise<boolean> =>
  thing.evaluate((element: unknown) => {
    const one = element as Seen;
    const { x, y, width, height } = one.getBoundingClientRect();
    const met = one.ownerDocument.elementFromPoint(x + width / 2, y + height / 2);
    return met !== null && (one.contains(met) || met.contains(one));
  });

/** Holds the device's position back as the browser's question does: told once its person has answered. */
const askPerson = `{
  const { geolocation } = navigator;
  const ask = geolocation.getCurrentPosition.bind(geolocation);
  const answered = new Promise((settle) => { globalThis.letBeFound = settle; });
  geolocation.getCurrentPosition = async (...given) => {
    globalThis.isAsked = true;
    await answered;
    ask(...given);
  };
}`;

/**
 * A page with the hand of its person: each key and click is counted, and so is the time for which the program lets them wait.
 * @param isAtPace a tap, push or look then takes the person's own time, in which the program works on: what it still lets them wait for after that is counted
 */
export const handOn = (page: Page, isAtPace = false) => {
  const spent = { keys: 0, clicks: 0, pushes: 0, looks: 0, waitedMs: 0 };
  const timed = async (work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    spent.waitedMs += performance.now() - began;
  };
  const takes = async (seconds: number): Promise<void> => {
    if (isAtPace) await setTimeout(seconds * 1000);
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
    /** Opens an address: what shows first is waited for by who looks. */
    open: async (path: string): Promise<void> => {
      await page.addInitScript(askPerson);
      await timed(() => page.goto(path, { waitUntil: 'commit' }));
    },
    /** The browser's own question, whether a page may know where the device is: read and tapped, though it is on no page. */
    letBeFound: async (): Promise<void> => {
      await timed(() => expect.poll(() => page.evaluate('globalThis.isAsked === true')).toBe(true)); // it waits by no script of its own: the page lets none in
      spent.looks += 1;
      spent.clicks += 1;
      await takes(person.look + person.click);
      await page.evaluate('letBeFound()');
    },
    /** A finger's tap on a thing, the page being pushed up until it can be seen; or on a place, by who knows where that is. */
    tap: async (thing: Locator | (() => Promise<unknown>)): Promise<void> => {
      spent.clicks += 1;
      if (typeof thing === 'function') {
        await takes(person.click);
        return timed(thing);
      }
      await timed(() => thing.waitFor({ state: 'attached' }));
      for (let pushes = 0; pushes < 10 && !(await isInReach(thing)); pushes += 1) {
        spent.pushes += 1;
        await takes(person.push);
        await page.evaluate(`scrollBy(0, ${pushPx})`);
      }
      await takes(person.click);
      await timed(() => thing.tap());
    },
    /** Waits until it stands there, and reads it. */
    sees: async (thing: Locator, words?: string | RegExp): Promise<void> => {
      spent.looks += 1;
      await timed(() => (words === undefined ? expect(thing).toBeVisible() : expect(thing).toContainText(words)));
      await takes(person.look);
    },
  };
};
export type HandOn = ReturnType<typeof handOn>;
