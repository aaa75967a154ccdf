/** What changed since it was last looked at: orders by their ids, or all. */
export interface Changes {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

/**
 * Gathers changes for `ms` and has them looked at together, one look after another: a look is never cut off by the next change, so that a storm of
 * them, or a slow answer, does not leave a page standing as it was. @returns tells a change (null: any may have been missed), and ends
 */
export const gather = (look: (changes: Changes) => Promise<unknown>, ms: number): { readonly tell: (id: string | null) => void; readonly end: () => void } => {
  let ids = new Set<string>();
  let all = false;
  let isLooking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    timer = undefined;
    isLooking = true;
    const now = { ids, all };
    ids = new Set();
    all = false;
    await look(now).catch(() => undefined);
    isLooking = false;
    if (ids.size > 0 || all) wait();
  };
  const wait = () => {
    if (!isLooking) timer ??= setTimeout(() => void run(), ms);
  };
  return {
    tell: (id) => {
      if (id === null) all = true;
      else ids.add(id);
      wait();
    },
    end: () => clearTimeout(timer),
  };
};
