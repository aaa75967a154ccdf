import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Problem } from '#domain/contract/terms.ts';
import { newKey } from '../new-key.ts';

/** Something that waits on this device until it can be sent: a citizen's report, what they add to it, or what a crew did to an order. */
export interface Waiting {
  /** Of a report or an addition its Idempotency-Key: however often it is tried, it is one. */
  readonly id: string;
  readonly what: 'report' | 'addition' | 'act';
  /** When the person pressed send. */
  readonly at: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As the API takes it, photos that still lie here named `local:…`. */
  readonly body: Readonly<Record<string, unknown>> & { readonly photoIds?: readonly string[] };
  /** In the order of pressing, one after another where they share it: an order's id, a report's number, or the report's own. */
  readonly queue: string;
  readonly state: 'waiting' | 'refused' | 'sent';
  readonly problem?: Problem;
  /** What the page needs to word it, and to give it back to its form. */
  readonly memo: Readonly<Record<string, unknown>>;
  /** What was answered, kept until the person has seen it. */
  readonly reply?: unknown;
}

interface Shelf extends DBSchema {
  waiting: { key: string; value: Waiting };
  photos: { key: string; value: Blob };
  /** What a page may show without a signal, by its own name. */
  kept: { key: string; value: { readonly at: string; readonly value: unknown } };
}

let opened: Promise<IDBPDatabase<Shelf>> | null = null;

/** The device's own store. @throws where the browser keeps none (a private window) */
const open = (): Promise<IDBPDatabase<Shelf>> => {
  opened ??= openDB<Shelf>('jingzheng', 1, {
    upgrade: (shelf) => {
      shelf.createObjectStore('waiting', { keyPath: 'id' });
      shelf.createObjectStore('photos');
      shelf.createObjectStore('kept');
    },
    terminated: () => {
      opened = null;
    },
  });
  return opened;
};

const changed = new EventTarget();
const otherTabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('jz-waiting') : null;
otherTabs?.addEventListener('message', () => changed.dispatchEvent(new Event('change')));

const tell = (): void => {
  changed.dispatchEvent(new Event('change'));
  otherTabs?.postMessage('change');
};

/** Calls back whenever something was put in, tried or taken out, in this tab or another. */
export const onChange = (told: () => void): (() => void) => {
  changed.addEventListener('change', told);
  return () => changed.removeEventListener('change', told);
};

/** All that waits, was refused, or went and was not looked at since; oldest first. */
export const listWaiting = async (): Promise<Waiting[]> => {
  const all = await (await open()).getAll('waiting');
  return all.sort((a, b) => a.at.localeCompare(b.at));
};

export const findWaiting = async (id: string): Promise<Waiting | undefined> => (await open()).get('waiting', id);

export const putWaiting = async (one: Waiting): Promise<void> => {
  await (await open()).put('waiting', one);
  tell();
};

export const dropWaiting = async (id: string): Promise<void> => {
  await (await open()).delete('waiting', id);
  tell();
};

/** Takes out what will never be sent, and the photos that lay here for it. */
export const giveUp = async (one: Waiting): Promise<void> => {
  for (const photo of localPhotosOf(one.body)) await dropPhoto(photo);
  await dropWaiting(one.id);
};

const isLocal = (photoId: string): boolean => photoId.startsWith('local:');

/** The photos of a body that still lie on this device. */
export const localPhotosOf = (body: Waiting['body']): string[] => (body.photoIds ?? []).filter(isLocal);

/** Keeps a photo here. @returns a name that stands for it until it is uploaded */
export const keepPhoto = async (photo: Blob): Promise<string> => {
  const id = `local:${newKey()}`;
  await (await open()).put('photos', photo, id);
  return id;
};

export const findPhoto = async (id: string): Promise<Blob | undefined> => (await open()).get('photos', id);

export const dropPhoto = async (id: string): Promise<void> => (await open()).delete('photos', id);

/** Keeps what a page showed, for the next time without a signal. */
export const keep = async (name: string, value: unknown, at: string): Promise<void> => {
  await (await open()).put('kept', { at, value }, name);
};

export const findKept = async (name: string): Promise<{ readonly at: string; readonly value: unknown } | undefined> => (await open()).get('kept', name);

/** A device that changes hands keeps nothing of whom it left. */
export const forgetKept = async (): Promise<void> => (await open()).clear('kept');
