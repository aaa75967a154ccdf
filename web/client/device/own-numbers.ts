const key = 'jingzheng.numbers';
const most = 20;
/** As long as a report's story can be expected to matter to who sent it. */
const keptMs = 400 * 24 * 3_600_000;

/** A report whose page was opened on this device: its number and what it was about, nothing of its words or its place. */
export interface OwnNumber {
  readonly number: string;
  readonly kind: { readonly zh: string; readonly en: string };
  readonly at: string;
}

const isOne = (value: unknown): value is OwnNumber =>
  typeof value === 'object' && value !== null && 'number' in value && typeof value.number === 'string' && 'kind' in value && 'at' in value;

const write = (all: readonly OwnNumber[]): void => {
  try {
    localStorage.setItem(key, JSON.stringify(all));
  } catch {
    // a browser that keeps nothing: its person has noted the number
  }
};

/** What was opened here, the latest first. */
export const listOwnNumbers = (now = Date.now()): OwnNumber[] => {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(all) ? all.filter(isOne).filter(({ at }) => now - Date.parse(at) < keptMs) : [];
  } catch {
    return [];
  }
};

export const forgetOwnNumber = (number: string): void => write(listOwnNumbers().filter((one) => one.number !== number));

export const keepOwnNumber = (one: OwnNumber): void => write([one, ...listOwnNumbers().filter(({ number }) => number !== one.number)].slice(0, most));
