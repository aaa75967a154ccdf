/** Shares of things, added up by name. */
export class Counts {
  private readonly sums = new Map<string, number>();
  total = 0;

  add(key: string, share = 1): void {
    this.sums.set(key, (this.sums.get(key) ?? 0) + share);
    this.total += share;
  }

  of(key: string): number {
    return this.sums.get(key) ?? 0;
  }

  keys(): string[] {
    return [...this.sums.keys()];
  }
}

/** Counts by two names. */
export class Table {
  private readonly rows = new Map<string, Counts>();

  row(key: string): Counts {
    const known = this.rows.get(key) ?? new Counts();
    this.rows.set(key, known);
    return known;
  }

  keys(): string[] {
    return [...this.rows.keys()];
  }
}

/** Things put together by a name of theirs. */
export const grouped = <T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
};
