const prefix = 'jz-typed-';

/** What is typed into a form and not sent, in this tab's own store: it outlives the page, not the tab. `name` says whose form of what it is. */
export const findTabDraft = <Draft>(name: string): Draft | null => {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
};

export const keepTabDraft = (name: string, draft: unknown): void => {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(draft));
  } catch {
    // full or blocked: it lives as long as the page
  }
};

export const dropTabDraft = (name: string): void => {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // nothing is kept in this browser
  }
};

/** All of them, also those of pages that were not opened since: who comes next sees nothing of them. */
export const dropTabDrafts = (): void => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // nothing is kept in this browser
  }
};
