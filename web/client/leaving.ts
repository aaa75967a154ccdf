import { dropTabDrafts } from './tab-drafts.ts';

const all = new Set<() => void>();

/** Registers what a page's memory holds of its person beside its queries (words typed for an order): forgotten when they leave. */
export const forgetOnLeave = (forget: () => void): void => {
  all.add(forget);
};

export const forgetTyped = (): void => {
  for (const forget of all) forget();
  dropTabDrafts();
};
